package dev.coro.internal;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;

/** The JDK's exceptions for closed channels, with messages, which the JDK's own lack. */
public final class SocketClosed {
  private SocketClosed() {}

  /**
   * It was used behind its end (CO273).
   *
   * @param socket its text names the socket
   */
  public static ClosedChannelException before(Object socket) {
    return new Closed(ErrorCode.SOCKET_CLOSED.message(socket));
  }

  /**
   * It was closed while somebody waited there (CO272).
   *
   * @param waiter who waited
   * @param operation what for, its text is as "reading from ..."
   * @param closer who has closed it
   */
  public static AsynchronousCloseException meanwhile(
      String waiter, Object operation, String closer) {
    return new ClosedMeanwhile(
        ErrorCode.SOCKET_CLOSED_MEANWHILE.message(waiter, operation, closer));
  }

  private static final class Closed extends ClosedChannelException {
    private static final long serialVersionUID = 1;
    private final String message;

    Closed(String message) {
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }

  private static final class ClosedMeanwhile extends AsynchronousCloseException {
    private static final long serialVersionUID = 1;
    private final String message;

    ClosedMeanwhile(String message) {
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }
}
