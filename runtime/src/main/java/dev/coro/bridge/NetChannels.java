package dev.coro.bridge;

import dev.coro.CancelledException;
import dev.coro.Suspendable;
import dev.coro.internal.Transfer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bridges of channels of sockets: accept, connect, datagrams. The methods on {@code Here} are for
 * methods that cannot be suspended, where the thread blocks.
 */
public final class NetChannels {
  private NetChannels() {}

  // ---- accept

  private static final class Accepting extends Transfer {
    final ServerSocketChannel server;
    @Nullable SocketChannel accepted;

    Accepting(ServerSocketChannel server) {
      this.server = server;
    }

    @Override
    public long attempt() throws IOException {
      accepted = server.accept();
      return accepted == null ? PENDING : 0;
    }
  }

  /** {@link ServerSocketChannel#accept}. */
  @Suspendable
  public static @Nullable SocketChannel accept(ServerSocketChannel server) throws IOException {
    if (!Adoption.suspends(server, "ServerSocketChannel.accept()")) {
      return acceptHere(server);
    }
    Accepting accepting = new Accepting(server);
    AdoptedChannel.run(server, SelectionKey.OP_ACCEPT, accepting);
    return accepting.accepted;
  }

  /** {@link ServerSocketChannel#accept} on a thread. */
  public static @Nullable SocketChannel acceptHere(ServerSocketChannel server) throws IOException {
    Accepting accepting = new Accepting(server);
    PlainTransfer.run(server, SelectionKey.OP_ACCEPT, accepting);
    return accepting.accepted;
  }

  // ---- connect

  private static final class Connecting extends Transfer {
    final SocketChannel channel;

    /** Null if the system was asked already. */
    @Nullable SocketAddress address;

    Connecting(SocketChannel channel, @Nullable SocketAddress address) {
      this.channel = channel;
      this.address = address;
    }

    @Override
    public long attempt() throws IOException {
      SocketAddress first = address;
      address = null;
      boolean connected = first == null ? channel.finishConnect() : channel.connect(first);
      return connected ? 1 : PENDING;
    }
  }

  /**
   * {@link SocketChannel#connect}. Cancelled while it waits, it closes the channel, as the original
   * does when it is interrupted.
   */
  @Suspendable
  public static boolean connect(SocketChannel channel, SocketAddress address) throws IOException {
    if (address == null
        || channel.isConnected()
        || channel.isConnectionPending()
        || !Adoption.suspends(channel, "SocketChannel.connect(...)")) {
      return connectHere(channel, address);
    }
    return finish(channel, address);
  }

  /** {@link SocketChannel#finishConnect}. Cancelled, as {@link #connect}. */
  @Suspendable
  public static boolean finishConnect(SocketChannel channel) throws IOException {
    if (!channel.isConnectionPending()
        || !Adoption.suspends(channel, "SocketChannel.finishConnect()")) {
      return finishConnectHere(channel);
    }
    return finish(channel, null);
  }

  @Suspendable
  private static boolean finish(SocketChannel channel, @Nullable SocketAddress address)
      throws IOException {
    try {
      AdoptedChannel.run(channel, SelectionKey.OP_CONNECT, new Connecting(channel, address));
      return true;
    } catch (CancelledException e) {
      if (channel.isConnectionPending()) {
        channel.close();
      }
      throw e;
    }
  }

  /** {@link SocketChannel#connect} on a thread. */
  public static boolean connectHere(SocketChannel channel, SocketAddress address)
      throws IOException {
    if (address == null || !Adoption.isAdopted(channel)) {
      return channel.connect(address);
    }
    return PlainTransfer.run(channel, SelectionKey.OP_CONNECT, new Connecting(channel, address))
        == 1;
  }

  /** {@link SocketChannel#finishConnect} on a thread. */
  public static boolean finishConnectHere(SocketChannel channel) throws IOException {
    return PlainTransfer.run(channel, SelectionKey.OP_CONNECT, new Connecting(channel, null)) == 1;
  }

  /** {@link SocketChannel#open(SocketAddress)}. */
  @Suspendable
  public static SocketChannel open(SocketAddress address) throws IOException {
    SocketChannel channel;
    if (Objects.requireNonNull(address) instanceof InetSocketAddress) {
      channel = SocketChannel.open();
    } else if (address instanceof UnixDomainSocketAddress) {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } else {
      return SocketChannel.open(address); // It throws.
    }
    boolean connected = false;
    try {
      connect(channel, address);
      connected = true;
    } finally {
      if (!connected) {
        channel.close();
      }
    }
    return channel;
  }

  // ---- datagrams

  private static final class Receiving extends Transfer {
    final DatagramChannel channel;
    final ByteBuffer target;
    @Nullable SocketAddress sender;

    Receiving(DatagramChannel channel, ByteBuffer target) {
      this.channel = channel;
      this.target = target;
    }

    @Override
    public long attempt() throws IOException {
      sender = channel.receive(target);
      return sender == null ? PENDING : 0;
    }
  }

  /** {@link DatagramChannel#receive}. */
  @Suspendable
  public static @Nullable SocketAddress receive(DatagramChannel channel, ByteBuffer target)
      throws IOException {
    if (target == null || !Adoption.suspends(channel, "DatagramChannel.receive(...)")) {
      return receiveHere(channel, target);
    }
    Receiving receiving = new Receiving(channel, target);
    AdoptedChannel.run(channel, SelectionKey.OP_READ, receiving);
    return receiving.sender;
  }

  /** {@link DatagramChannel#receive} on a thread. */
  public static @Nullable SocketAddress receiveHere(DatagramChannel channel, ByteBuffer target)
      throws IOException {
    Receiving receiving = new Receiving(channel, target);
    PlainTransfer.run(channel, SelectionKey.OP_READ, receiving);
    return receiving.sender;
  }

  private static final class Sending extends Transfer {
    final DatagramChannel channel;
    final ByteBuffer source;
    final SocketAddress receiver;

    Sending(DatagramChannel channel, ByteBuffer source, SocketAddress receiver) {
      this.channel = channel;
      this.source = source;
      this.receiver = receiver;
    }

    @Override
    public long attempt() throws IOException {
      int sent = channel.send(source, receiver);
      return sent == 0 && source.hasRemaining() ? PENDING : sent;
    }
  }

  /** {@link DatagramChannel#send}. */
  @Suspendable
  public static int send(DatagramChannel channel, ByteBuffer source, SocketAddress receiver)
      throws IOException {
    return source == null || !Adoption.suspends(channel, "DatagramChannel.send(...)")
        ? sendHere(channel, source, receiver)
        : (int)
            AdoptedChannel.run(
                channel, SelectionKey.OP_WRITE, new Sending(channel, source, receiver));
  }

  /** {@link DatagramChannel#send} on a thread. */
  public static int sendHere(DatagramChannel channel, ByteBuffer source, SocketAddress receiver)
      throws IOException {
    return (int)
        PlainTransfer.run(channel, SelectionKey.OP_WRITE, new Sending(channel, source, receiver));
  }
}
