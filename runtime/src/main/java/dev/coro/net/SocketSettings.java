package dev.coro.net;

import dev.coro.internal.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How sockets behave. Start from {@link #usual} and change what is to be different; those of a
 * listener are passed on to the connections that it accepts.
 *
 * @param noDelay whether small writes are sent at once (TCP_NODELAY) rather than collected
 * @param keepAlive whether the system looks now and then whether a silent other end still exists
 *     (SO_KEEPALIVE)
 * @param sendBufferBytes size of the system's buffer for what is written (SO_SNDBUF); 0 to leave it
 *     to the system, which adapts it
 * @param receiveBufferBytes size of the system's buffer for what is read (SO_RCVBUF); 0 to leave it
 *     to the system
 * @param reuseAddress whether a listener may bind an address to which connections of an earlier one
 *     still exist (SO_REUSEADDR)
 * @param reusePort whether several listeners may bind one address, such as one for each carrier;
 *     the system distributes connections among them (SO_REUSEPORT)
 * @param broadcast whether datagrams may be sent to all machines of a network (SO_BROADCAST)
 * @param backlog how many connections may wait to be accepted; the system may allow fewer
 * @param connectTimeout how long a connection may take to come about; null for as long as the
 *     system tries
 */
public record SocketSettings(
    boolean noDelay,
    boolean keepAlive,
    int sendBufferBytes,
    int receiveBufferBytes,
    boolean reuseAddress,
    boolean reusePort,
    boolean broadcast,
    int backlog,
    @Nullable Duration connectTimeout) {
  private static final SocketSettings USUAL =
      new SocketSettings(true, false, 0, 0, true, false, false, 1024, null);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a size is negative or the backlog less than 1 (CO239), or
   *     the time-out negative (CO227)
   */
  public SocketSettings {
    checkLeast("sendBufferBytes", sendBufferBytes, 0);
    checkLeast("receiveBufferBytes", receiveBufferBytes, 0);
    checkLeast("backlog", backlog, 1);
    if (connectTimeout != null && connectTimeout.isNegative()) {
      throw new IllegalArgumentException(
          ErrorCode.NEGATIVE.message("connectTimeout", connectTimeout));
    }
  }

  private static void checkLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message(what, value, least));
    }
  }

  /**
   * Small writes are sent at once, addresses can be bound again, up to 1024 connections wait to be
   * accepted, and everything else is as the system has it.
   */
  public static SocketSettings usual() {
    return USUAL;
  }

  /** With small writes sent at once, or not. */
  public SocketSettings withNoDelay(boolean on) {
    return new SocketSettings(
        on,
        keepAlive,
        sendBufferBytes,
        receiveBufferBytes,
        reuseAddress,
        reusePort,
        broadcast,
        backlog,
        connectTimeout);
  }

  /** With looks whether a silent other end still exists, or without. */
  public SocketSettings withKeepAlive(boolean on) {
    return new SocketSettings(
        noDelay,
        on,
        sendBufferBytes,
        receiveBufferBytes,
        reuseAddress,
        reusePort,
        broadcast,
        backlog,
        connectTimeout);
  }

  /** With other sizes of the system's buffers, in bytes; 0 to leave one to the system. */
  public SocketSettings withBuffers(int sendBytes, int receiveBytes) {
    return new SocketSettings(
        noDelay,
        keepAlive,
        sendBytes,
        receiveBytes,
        reuseAddress,
        reusePort,
        broadcast,
        backlog,
        connectTimeout);
  }

  /** With addresses that can be bound again while old connections exist, or not. */
  public SocketSettings withReuseAddress(boolean on) {
    return new SocketSettings(
        noDelay,
        keepAlive,
        sendBufferBytes,
        receiveBufferBytes,
        on,
        reusePort,
        broadcast,
        backlog,
        connectTimeout);
  }

  /** With several listeners at one address, or not. */
  public SocketSettings withReusePort(boolean on) {
    return new SocketSettings(
        noDelay,
        keepAlive,
        sendBufferBytes,
        receiveBufferBytes,
        reuseAddress,
        on,
        broadcast,
        backlog,
        connectTimeout);
  }

  /** With datagrams to all machines of a network allowed, or not. */
  public SocketSettings withBroadcast(boolean on) {
    return new SocketSettings(
        noDelay,
        keepAlive,
        sendBufferBytes,
        receiveBufferBytes,
        reuseAddress,
        reusePort,
        on,
        backlog,
        connectTimeout);
  }

  /** With another number of connections that may wait to be accepted. */
  public SocketSettings withBacklog(int connections) {
    return new SocketSettings(
        noDelay,
        keepAlive,
        sendBufferBytes,
        receiveBufferBytes,
        reuseAddress,
        reusePort,
        broadcast,
        connections,
        connectTimeout);
  }

  /** With a limit of the time that connecting may take, all addresses of a name together. */
  public SocketSettings withConnectTimeout(Duration timeout) {
    return new SocketSettings(
        noDelay,
        keepAlive,
        sendBufferBytes,
        receiveBufferBytes,
        reuseAddress,
        reusePort,
        broadcast,
        backlog,
        Objects.requireNonNull(timeout, "timeout"));
  }
}
