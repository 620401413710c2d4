package dev.coro.net;

import dev.coro.Blocking;
import dev.coro.CancelScope;
import dev.coro.Suspendable;
import dev.coro.internal.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ways to a connected {@link StreamSocket}: names, time-outs, several addresses. */
final class Connecting {
  private Connecting() {}

  @Suspendable
  static StreamSocket to(SocketAddress address, SocketSettings settings) throws IOException {
    if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
      return toHost(internet.getHostString(), internet.getPort(), settings);
    }
    Attempt attempt = new Attempt(settings, AddressText.of(address));
    return attempt.inTime(() -> attempt.to(address));
  }

  @Suspendable
  static StreamSocket toHost(String host, int port, SocketSettings settings) throws IOException {
    Attempt attempt = new Attempt(settings, host + ":" + port);
    return attempt.inTime(() -> attempt.toHost(host, port));
  }

  /** What a limited time is given to. */
  @FunctionalInterface
  private interface Task {
    @Suspendable
    void run() throws IOException;
  }

  /** One call of connect. */
  private static final class Attempt {
    private final SocketSettings settings;
    private final String target;

    /** Set when it has succeeded. */
    private @Nullable StreamSocket connected;

    Attempt(SocketSettings settings, String target) {
      this.settings = settings;
      this.target = target;
    }

    @Suspendable
    StreamSocket inTime(Task task) throws IOException {
      Duration timeout = settings.connectTimeout();
      if (timeout == null) {
        task.run();
      } else if (!CancelScope.moveOnAfter(timeout, () -> task.run()) && connected == null) {
        throw new SocketTimeoutException(ErrorCode.CONNECT_TIMEOUT.message(target, timeout));
      }
      return Objects.requireNonNull(connected);
    }

    /** Tries the addresses of a name in the order in which the system gives them. */
    @Suspendable
    void toHost(String host, int port) throws IOException {
      IOException failure = null;
      for (InetAddress address : addressesOf(host)) {
        try {
          to(new InetSocketAddress(address, port));
          return;
        } catch (IOException e) {
          if (failure != null) {
            e.addSuppressed(failure);
          }
          failure = e;
        }
      }
      throw failure != null ? failure : new UnknownHostException(host);
    }

    @Suspendable
    void to(SocketAddress address) throws IOException {
      StreamSocket socket = open(address);
      try {
        socket.connectTo(address);
        connected = socket.connected();
      } catch (ConnectException e) {
        throw cannotConnect(address, e);
      } catch (SocketException e) {
        if (!SocketOptions.isUnix(address)) {
          throw cannotConnect(address, e);
        }
        connected = onThread(address);
      } finally {
        if (connected != socket) {
          socket.close();
        }
      }
    }

    /** As {@link #to}, where the system has no place in the backlog. */
    @Suspendable
    private StreamSocket onThread(SocketAddress address) throws IOException {
      SocketChannel channel = openChannel(address);
      try {
        BlockingConnect.connect(channel, address);
      } catch (SocketException e) {
        throw cannotConnect(address, e);
      }
      return new StreamSocket(channel, address, address).connected();
    }

    private StreamSocket open(SocketAddress address) throws IOException {
      return new StreamSocket(openChannel(address), address, address);
    }

    private SocketChannel openChannel(SocketAddress address) throws IOException {
      boolean unix = SocketOptions.isUnix(address);
      SocketChannel channel = SocketOptions.openStream(address);
      try {
        SocketOptions.apply(settings, channel, unix);
        return channel;
      } catch (Throwable t) {
        channel.close();
        throw t;
      }
    }

    private static IOException cannotConnect(SocketAddress address, IOException cause) {
      ConnectException thrown =
          new ConnectException(
              ErrorCode.CANNOT_CONNECT.message(
                  AddressText.of(address), String.valueOf(cause.getMessage())));
      thrown.initCause(cause);
      return thrown;
    }
  }

  /** Asks the system on a thread that may block. */
  @Suspendable
  private static InetAddress[] addressesOf(String host) {
    return Blocking.callAbandonable(() -> lookUp(host));
  }

  private static InetAddress[] lookUp(String host) throws UnknownHostException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      UnknownHostException thrown = new UnknownHostException(ErrorCode.UNKNOWN_HOST.message(host));
      thrown.initCause(e);
      throw thrown;
    }
  }
}
