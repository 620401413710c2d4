package dev.coro.net;

import dev.coro.internal.ErrorCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Opens channels for addresses, and gives them their settings. */
final class SocketOptions {
  private SocketOptions() {}

  /** A channel for connections to {@code address}. */
  static SocketChannel openStream(SocketAddress address) throws IOException {
    return isUnix(address) ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
  }

  /** A channel that listens at {@code address}. */
  static ServerSocketChannel openListener(SocketAddress address) throws IOException {
    return isUnix(address)
        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        : ServerSocketChannel.open();
  }

  /**
   * Whether it is the address of a Unix domain socket.
   *
   * @throws IllegalArgumentException if it is neither that nor an Internet address (CO278)
   */
  static boolean isUnix(SocketAddress address) {
    if (address instanceof InetSocketAddress) {
      return false;
    } else if (address instanceof UnixDomainSocketAddress) {
      return true;
    }
    throw new IllegalArgumentException(
        ErrorCode.SOCKET_OPTION.message(
            "a socket", "the address " + address, "it is of " + address.getClass()));
  }

  /** For a channel that is connected, or going to be. */
  static void apply(SocketSettings settings, SocketChannel channel, boolean unix)
      throws IOException {
    if (!unix) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, settings.noDelay());
      if (settings.keepAlive()) {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      }
    }
    setBuffer(channel, StandardSocketOptions.SO_SNDBUF, settings.sendBufferBytes());
    setBuffer(channel, StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
  }

  /** For a channel that is going to listen. */
  static void apply(SocketSettings settings, ServerSocketChannel channel, boolean unix)
      throws IOException {
    if (!unix) {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, settings.reuseAddress());
    }
    if (settings.reusePort()) {
      need(channel, StandardSocketOptions.SO_REUSEPORT);
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    // Connections inherit it, and some systems need it before the connection.
    setBuffer(channel, StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
  }

  static void setBuffer(NetworkChannel channel, SocketOption<Integer> option, int bytes)
      throws IOException {
    if (bytes > 0) {
      need(channel, option);
      channel.setOption(option, bytes);
    }
  }

  /** Refuses an option that this kind of socket does not have here. */
  private static void need(NetworkChannel channel, SocketOption<?> option) {
    if (!channel.supportedOptions().contains(option)) {
      throw new UnsupportedOperationException(
          ErrorCode.SOCKET_OPTION.message(
              "this socket", "the option " + option.name(), "the system has none of that kind"));
    }
  }

  /** For a channel of datagrams that is going to be bound. */
  static void apply(SocketSettings settings, DatagramChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_BROADCAST, settings.broadcast());
    if (settings.reusePort()) {
      need(channel, StandardSocketOptions.SO_REUSEPORT);
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    setBuffer(channel, StandardSocketOptions.SO_SNDBUF, settings.sendBufferBytes());
    setBuffer(channel, StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
  }

  /** What the system says against listening at {@code address}, which the JDK does not name. */
  static BindException cannotBind(SocketAddress address, String why, @Nullable Throwable cause) {
    String remedy =
        isUnix(address)
            ? "Remove the file that an earlier listener has left, or use another path."
            : "Use a free port of this machine; 0 has the system choose one.";
    BindException thrown =
        new BindException(ErrorCode.CANNOT_BIND.message(AddressText.of(address), why, remedy));
    if (cause != null) {
      thrown.initCause(cause);
    }
    return thrown;
  }
}
