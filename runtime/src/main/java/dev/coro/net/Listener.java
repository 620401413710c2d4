package dev.coro.net;

import dev.coro.Suspendable;
import java.io.IOException;
import java.net.SocketAddress;

/**
 * Accepts connections: a {@link StreamListener}, or one of a network in memory. Servers that are
 * written for this interface run on any of them.
 *
 * <p>It belongs to the carrier of the first coroutine that accepts. One coroutine at a time may
 * accept.
 */
public interface Listener extends AutoCloseable {
  /**
   * Accepts a connection. Suspends while there is none; always a cancellation point. If it is
   * cancelled, no connection was lost.
   *
   * @throws IllegalStateException if another coroutine is accepting (CO271), or if this belongs to
   *     another carrier (CO270)
   * @throws java.nio.channels.ClosedChannelException if this is closed (CO273), or closed meanwhile
   *     (CO272)
   * @throws IOException if the system fails
   */
  @Suspendable
  Connection accept() throws IOException;

  /**
   * Stops listening; connections that were not accepted are reset. Who waits gets an {@link
   * java.nio.channels.AsynchronousCloseException} (CO272). Closing again has no effect. Any thread:
   * on another one than the carrier's it is done soon. Never suspends.
   */
  @Override
  void close();

  /** Whether it was not closed. Any thread; never suspends. */
  boolean isOpen();

  /** Where it listens. Any thread; never suspends. */
  SocketAddress localAddress();

  /** The port where it listens. Any thread; never suspends. */
  int port();
}
