package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.IoHandle;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.Objects;

/**
 * Accepts connections by TCP or by a Unix domain socket.
 *
 * <pre>{@code
 * try (StreamListener listener = StreamListener.bind(7)) {
 *   while (true) {
 *     StreamSocket client = listener.accept();
 *     Coroutine.start(() -> serve(client));
 *   }
 * }
 * }</pre>
 *
 * <p>It belongs to the carrier of the first coroutine that accepts. One coroutine at a time may
 * accept. When that carrier ends, it is closed. Several carriers can each have a listener at the
 * same address ({@link SocketSettings#withReusePort}).
 */
@NotInstrumented
public final class StreamListener implements Listener {
  private final ServerSocketChannel channel;
  private final SocketAddress local;
  private final IoHandle handle;
  private final AcceptOperation accepting;

  private StreamListener(ServerSocketChannel channel, SocketSettings settings) throws IOException {
    this.channel = channel;
    local = Objects.requireNonNull(channel.getLocalAddress());
    handle = new IoHandle(channel, this);
    accepting = new AcceptOperation(handle, channel, settings);
  }

  /**
   * Listens at a port of all addresses of this machine. Any thread; never suspends.
   *
   * @param port 0 for one that the system chooses, which {@link #port} tells
   * @throws IOException as {@link #bind(SocketAddress, SocketSettings)}
   */
  public static StreamListener bind(int port) throws IOException {
    return bind(new InetSocketAddress(port));
  }

  /** As {@link #bind(SocketAddress, SocketSettings)}, with the usual ones. */
  public static StreamListener bind(SocketAddress address) throws IOException {
    return bind(address, SocketSettings.usual());
  }

  /**
   * Listens at {@code address}. Any thread; never suspends.
   *
   * @param address an {@link InetSocketAddress}, or a {@link java.net.UnixDomainSocketAddress},
   *     whose file is created and stays when the listener is closed
   * @throws BindException if the address is in use, or is none of this machine (CO276)
   * @throws IOException if the system fails otherwise
   * @throws IllegalArgumentException if {@code address} is of another kind (CO278)
   * @throws UnsupportedOperationException if the kind of socket does not have a setting (CO278)
   */
  public static StreamListener bind(SocketAddress address, SocketSettings settings)
      throws IOException {
    Objects.requireNonNull(address, "address");
    boolean unix = SocketOptions.isUnix(address);
    if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
      throw SocketOptions.cannotBind(address, "its name is not resolved", null);
    }
    ServerSocketChannel channel = SocketOptions.openListener(address);
    try {
      SocketOptions.apply(settings, channel, unix);
      try {
        channel.bind(address, settings.backlog());
      } catch (SocketException e) {
        throw SocketOptions.cannotBind(address, String.valueOf(e.getMessage()), e);
      }
      return new StreamListener(channel, settings);
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  /**
   * Accepts a connection, which belongs to no carrier until it is used. Suspends while there is
   * none; always a cancellation point. If it is cancelled, no connection was lost.
   *
   * @throws IllegalStateException if another coroutine is accepting (CO271), or if this belongs to
   *     another carrier (CO270)
   * @throws java.nio.channels.ClosedChannelException if this is closed (CO273), or closed meanwhile
   *     (CO272)
   * @throws IOException if the system fails, for want of file descriptors for example; the
   *     connection is then still waiting
   */
  @Override
  @Suspendable
  public StreamSocket accept() throws IOException {
    return accepting.accept();
  }

  /**
   * Stops listening; connections that were not accepted are reset. Who waits gets an {@link
   * java.nio.channels.AsynchronousCloseException} (CO272). Closing again has no effect. Any thread:
   * on another one than the carrier's it is done soon. Never suspends.
   */
  @Override
  public void close() {
    handle.close(Waiter.nameOf(Waiter.caller()));
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  /**
   * The port where it listens. Any thread; never suspends.
   *
   * @throws UnsupportedOperationException if it is a Unix domain socket, which has none (CO278)
   */
  @Override
  public int port() {
    if (local instanceof InetSocketAddress internet) {
      return internet.getPort();
    }
    throw new UnsupportedOperationException(
        ErrorCode.SOCKET_OPTION.message(this, "a port", "it is a Unix domain socket"));
  }

  /** Where it listens, for messages. */
  @Override
  public String toString() {
    return AddressText.of(local);
  }
}
