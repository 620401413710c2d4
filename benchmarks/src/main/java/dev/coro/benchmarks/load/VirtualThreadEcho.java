package dev.coro.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Sends back what it gets: a virtual thread for each connection. */
final class VirtualThreadEcho {
  private VirtualThreadEcho() {}

  static int start() throws IOException, ReflectiveOperationException {
    // By reflection, since this is compiled for JDK 17.
    Executor threads =
        (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    threads.execute(() -> acceptAll(listener, threads));
    return listener.socket().getLocalPort();
  }

  private static void acceptAll(ServerSocketChannel listener, Executor threads) {
    try {
      while (true) {
        SocketChannel socket = listener.accept();
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        threads.execute(() -> echo(socket));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(SocketChannel socket) {
    try (socket) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
      while (socket.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          socket.write(buffer);
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }
}
