package dev.coro.benchmarks.threads;

import dev.coro.Suspendable;
import dev.coro.net.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection that blocks the thread that uses it. Code that is written for {@link Connection}
 * runs on it as plain Java. It knows no cancellation and no deadlines.
 */
public final class BlockingConnection implements Connection {
  private final SocketChannel channel;

  /** Over a channel that is connected and blocks. */
  public BlockingConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  @Override
  @Suspendable
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  @Suspendable
  public long read(ByteBuffer[] targets) throws IOException {
    return channel.read(targets);
  }

  @Override
  @Suspendable
  public void readFully(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("the connection has ended");
      }
    }
  }

  @Override
  @Suspendable
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  @Suspendable
  public void writeAll(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      channel.write(source);
    }
  }

  @Override
  @Suspendable
  public long writeAll(ByteBuffer[] sources) throws IOException {
    long written = 0;
    while (sources.length > 0 && sources[sources.length - 1].hasRemaining()) {
      written += channel.write(sources);
    }
    return written;
  }

  @Override
  @Suspendable
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  @Suspendable
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing more is to be done with it.
    }
  }

  @Override
  public void abort() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public SocketAddress localAddress() {
    try {
      return channel.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SocketAddress remoteAddress() {
    try {
      return channel.getRemoteAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
