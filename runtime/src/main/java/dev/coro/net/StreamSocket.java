package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.IoHandle;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection by TCP, or by a Unix domain socket on the same machine.
 *
 * <pre>{@code
 * try (StreamSocket server = StreamSocket.connect("localhost", 7)) {
 *   server.writeAll(ByteBuffer.wrap(request));
 *   server.shutdownOutput();
 *   while (server.read(buffer) >= 0) {
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>It belongs to the carrier of the coroutine that connects it or, if it was accepted, first
 * reads or writes: an accepted connection may be handed to another carrier. When that carrier ends,
 * it is closed.
 */
@NotInstrumented
public final class StreamSocket implements Connection {
  private final SocketChannel channel;
  private final IoHandle handle;
  private final StreamReading reading;

  /** Made for the first write. */
  private @Nullable StreamWriting writing;

  private SocketAddress local;
  private SocketAddress remote;

  /**
   * Takes over a channel.
   *
   * @param local the address of this end; any if it is not connected
   * @param remote the address of the other end, or what it is going to be connected to
   */
  StreamSocket(SocketChannel channel, SocketAddress local, SocketAddress remote)
      throws IOException {
    this.channel = channel;
    this.local = local;
    this.remote = remote;
    handle = new IoHandle(channel, this);
    reading = new StreamReading(handle, channel);
  }

  // ---- connecting

  /**
   * Connects to a host by its name or number. Suspends; always a cancellation point. Addresses of
   * the name are tried one after the other; the system is asked for them on a thread of {@link
   * dev.coro.Blocking}.
   *
   * @throws java.net.UnknownHostException if the name has no address (CO279)
   * @throws IOException as {@link #connect(SocketAddress, SocketSettings)}; of the last address,
   *     the others are suppressed in it
   * @throws IllegalArgumentException if the port is not from 1 to 65535
   */
  @Suspendable
  public static StreamSocket connect(String host, int port) throws IOException {
    return connect(host, port, SocketSettings.usual());
  }

  /** As {@link #connect(String, int)}, with settings. */
  @Suspendable
  public static StreamSocket connect(String host, int port, SocketSettings settings)
      throws IOException {
    return Connecting.toHost(Objects.requireNonNull(host, "host"), port, settings);
  }

  /** As {@link #connect(SocketAddress, SocketSettings)}, with the usual ones. */
  @Suspendable
  public static StreamSocket connect(SocketAddress address) throws IOException {
    return connect(address, SocketSettings.usual());
  }

  /**
   * Connects. Suspends; always a cancellation point; if it is cancelled, nothing is left of the
   * connection.
   *
   * @param address an {@link java.net.InetSocketAddress}, whose name is looked up if it is not
   *     resolved, or a {@link java.net.UnixDomainSocketAddress}
   * @throws java.net.ConnectException if nobody listens there (CO275)
   * @throws java.net.SocketTimeoutException if the time-out of the settings has passed (CO274)
   * @throws IOException if the network or the system fails otherwise
   * @throws IllegalArgumentException if {@code address} is of another kind (CO278)
   * @throws dev.coro.NotSuspendableException if called outside of a coroutine (CO201), or if an
   *     activation in between cannot be saved
   */
  @Suspendable
  public static StreamSocket connect(SocketAddress address, SocketSettings settings)
      throws IOException {
    return Connecting.to(Objects.requireNonNull(address, "address"), settings);
  }

  /** Connects the channel of this, once. Suspends. */
  @Suspendable
  void connectTo(SocketAddress address) throws IOException {
    new ConnectOperation(handle, channel, address).connect();
  }

  /** It is connected now, and knows its addresses. */
  StreamSocket connected() throws IOException {
    local = channel.getLocalAddress();
    remote = channel.getRemoteAddress();
    return this;
  }

  // ---- reading and writing

  @Override
  @Suspendable
  public int read(ByteBuffer target) throws IOException {
    return reading.read(target, false);
  }

  @Override
  @Suspendable
  public long read(ByteBuffer[] targets) throws IOException {
    return reading.read(targets);
  }

  @Override
  @Suspendable
  public void readFully(ByteBuffer target) throws IOException {
    reading.read(target, true);
  }

  @Override
  @Suspendable
  public int write(ByteBuffer source) throws IOException {
    return writing().write(source, false);
  }

  @Override
  @Suspendable
  public void writeAll(ByteBuffer source) throws IOException {
    writing().write(source, true);
  }

  @Override
  @Suspendable
  public long writeAll(ByteBuffer[] sources) throws IOException {
    return writing().writeAll(sources);
  }

  private StreamWriting writing() {
    StreamWriting made = writing;
    if (made == null) {
      made = new StreamWriting(handle, channel);
      writing = made;
    }
    return made;
  }

  // ---- the end

  /** As {@link Connection#shutdownOutput}; never suspends, and no cancellation point. */
  @Override
  @Suspendable
  public void shutdownOutput() throws IOException {
    handle.checkOpen();
    channel.shutdownOutput();
    handle.recheck();
  }

  @Override
  public void shutdownInput() throws IOException {
    handle.checkOpen();
    channel.shutdownInput();
    handle.recheck();
  }

  @Override
  @Suspendable
  public void close() {
    handle.close(Waiter.nameOf(Waiter.caller()));
  }

  @Override
  public void abort() {
    try {
      if (remote instanceof InetSocketAddress) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // It is closed already, or ends like others.
    }
    close();
  }

  // ---- looking

  @Override
  public boolean isOpen() {
    return handle.isOpen();
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
  }

  /** The other end, for messages. */
  @Override
  public String toString() {
    return AddressText.of(remote);
  }
}
