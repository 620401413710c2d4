package dev.coro.benchmarks.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A port that is taken although nobody listens there yet: processes of this user that ask for
 * SO_REUSEPORT can listen at it, come and go, and others are kept out. On Linux a socket that is
 * bound and does not listen gets no connections.
 */
public final class ReservedPort implements AutoCloseable {
  private final SocketChannel channel;
  private final int port;

  private ReservedPort(SocketChannel channel) throws IOException {
    this.channel = channel;
    port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /**
   * Takes a port.
   *
   * @param address where; port 0 for any that is free
   * @throws IOException if somebody has it, or the system knows no SO_REUSEPORT
   */
  public static ReservedPort of(InetSocketAddress address) throws IOException {
    if (address.getPort() != 0) {
      // Another server of this user may have asked for SO_REUSEPORT too: it would share the port.
      try (SocketChannel alone = SocketChannel.open()) {
        alone.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        alone.bind(address);
      }
    }
    SocketChannel channel = SocketChannel.open();
    try {
      if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        throw new IOException("processes cannot share a port, this system has no SO_REUSEPORT");
      }
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      channel.bind(address);
      return new ReservedPort(channel);
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  /** Which it is. */
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
