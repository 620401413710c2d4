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
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Objects;

/**
 * Sends and receives datagrams by UDP: each arrives as a whole, or not at all, in any order.
 *
 * <pre>{@code
 * try (UdpSocket socket = UdpSocket.open()) {
 *   socket.send(question, server);
 *   SocketAddress from = socket.receive(answer);
 * }
 * }</pre>
 *
 * <p>It belongs to the carrier of the first coroutine that sends or receives. One at a time may
 * receive, and one at a time may send. When that carrier ends, it is closed.
 */
@NotInstrumented
public final class UdpSocket implements AutoCloseable {
  private final DatagramChannel channel;
  private final IoHandle handle;
  private final DatagramReceiving receiving;
  private final DatagramSending sending;
  private final InetSocketAddress local;

  private UdpSocket(DatagramChannel channel) throws IOException {
    this.channel = channel;
    local = (InetSocketAddress) Objects.requireNonNull(channel.getLocalAddress());
    handle = new IoHandle(channel, this);
    receiving = new DatagramReceiving(handle, channel);
    sending = new DatagramSending(handle, channel);
  }

  /**
   * One at a port that the system chooses. Any thread; never suspends.
   *
   * @throws IOException if the system fails
   */
  public static UdpSocket open() throws IOException {
    return bind(new InetSocketAddress(0));
  }

  /** As {@link #bind(InetSocketAddress, SocketSettings)}, with the usual ones. */
  public static UdpSocket bind(InetSocketAddress address) throws IOException {
    return bind(address, SocketSettings.usual());
  }

  /**
   * One at {@code address}. Any thread; never suspends. Of the settings it takes broadcast, sizes
   * of buffers, and sharing of the port.
   *
   * @throws BindException if the address is in use, or is none of this machine (CO276)
   * @throws IOException if the system fails otherwise
   */
  public static UdpSocket bind(InetSocketAddress address, SocketSettings settings)
      throws IOException {
    if (address.isUnresolved()) {
      throw SocketOptions.cannotBind(address, "its name is not resolved", null);
    }
    DatagramChannel channel = DatagramChannel.open();
    try {
      SocketOptions.apply(settings, channel);
      try {
        channel.bind(address);
      } catch (SocketException e) {
        throw SocketOptions.cannotBind(address, String.valueOf(e.getMessage()), e);
      }
      return new UdpSocket(channel);
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  // ---- anybody

  /**
   * Receives a datagram from anybody or, if this is connected, from that one. What does not fit
   * into {@code target} is lost. Suspends while there is none; always a cancellation point. If it
   * is cancelled, no datagram was taken.
   *
   * @return who has sent it
   * @throws IllegalStateException if another coroutine is receiving (CO271), or if this belongs to
   *     another carrier (CO270)
   * @throws java.nio.channels.ClosedChannelException if this is closed (CO273), or closed meanwhile
   *     (CO272)
   * @throws java.net.PortUnreachableException if this is connected, and nobody is there
   */
  @Suspendable
  public SocketAddress receive(ByteBuffer target) throws IOException {
    return receiving.receive(Objects.requireNonNull(target, "target"));
  }

  /**
   * Sends all of {@code source} as one datagram. Suspends while the system has no room for it;
   * always a cancellation point. If it is cancelled, nothing was sent. An empty datagram for which
   * there is no room is lost.
   *
   * @param receiver a resolved address
   * @throws IllegalArgumentException if {@code receiver} is not resolved, or if this is connected
   *     and the datagram is empty, which the JDK does not send (CO278)
   * @throws java.nio.channels.AlreadyConnectedException if this is connected to somebody else
   * @throws IOException if the datagram is too large, or the system knows no way to the receiver
   */
  @Suspendable
  public void send(ByteBuffer source, SocketAddress receiver) throws IOException {
    sending.send(checked(source), checked(receiver));
  }

  private ByteBuffer checked(ByteBuffer source) {
    if (!source.hasRemaining() && channel.isConnected()) {
      throw new IllegalArgumentException(
          ErrorCode.SOCKET_OPTION.message(
              this, "an empty datagram while it is connected", "the JDK would not send it"));
    }
    return source;
  }

  private SocketAddress checked(SocketAddress receiver) {
    if (!(receiver instanceof InetSocketAddress internet) || internet.isUnresolved()) {
      throw new IllegalArgumentException(
          ErrorCode.SOCKET_OPTION.message(
              this, "the receiver " + receiver, "it is no resolved Internet address"));
    }
    return receiver;
  }

  // ---- one other

  /**
   * Has this speak with one other only, until {@link #disconnect} or another connect: it receives
   * from that one, and hears if nobody is there. Never suspends.
   *
   * @throws IllegalArgumentException if {@code other} is not resolved (CO278)
   * @throws IOException if the system fails
   */
  public void connect(SocketAddress other) throws IOException {
    handle.checkOpen();
    channel.disconnect();
    channel.connect(checked(other));
  }

  /** Undoes {@link #connect}; no effect if this is not connected. Never suspends. */
  public void disconnect() throws IOException {
    handle.checkOpen();
    channel.disconnect();
  }

  /**
   * As {@link #receive}, for those who know whom it comes from.
   *
   * @return how many bytes have come; 0 is an empty datagram
   */
  @Suspendable
  public int read(ByteBuffer target) throws IOException {
    return receiving.read(Objects.requireNonNull(target, "target"));
  }

  /**
   * As {@link #send}, to the one whom this is connected to.
   *
   * @throws java.nio.channels.NotYetConnectedException if it is not connected
   * @throws IllegalArgumentException if the datagram is empty, which the JDK does not send (CO278)
   */
  @Suspendable
  public void write(ByteBuffer source) throws IOException {
    sending.send(checked(source), null);
  }

  // ---- the end, and looking

  /**
   * Closes it. Who waits gets an {@link java.nio.channels.AsynchronousCloseException} (CO272). Any
   * thread: on another one than the carrier's it is done soon. Never suspends.
   */
  @Override
  public void close() {
    handle.close(Waiter.nameOf(Waiter.caller()));
  }

  /** Whether it was not closed. Any thread; never suspends. */
  public boolean isOpen() {
    return handle.isOpen();
  }

  /** Where it receives. Any thread; never suspends. */
  public InetSocketAddress localAddress() {
    return local;
  }

  /** Where it receives, for messages. */
  @Override
  public String toString() {
    return AddressText.of(local);
  }
}
