package dev.coro.benchmarks.load;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.net.SocketSettings;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Sends back what it gets: a coroutine for each connection. */
final class CoroEcho {
  private CoroEcho() {}

  static int start() throws IOException {
    StreamListener listener =
        StreamListener.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            SocketSettings.usual().withBacklog(1024));
    Carrier.open("echo").start(() -> acceptAll(listener));
    return listener.port();
  }

  @Suspendable
  private static void acceptAll(StreamListener listener) throws IOException {
    while (true) {
      StreamSocket socket = listener.accept();
      Coroutine.start(() -> echo(socket));
    }
  }

  @Suspendable
  private static void echo(StreamSocket socket) throws IOException {
    try (socket) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
      while (socket.read(buffer.clear()) >= 0) {
        socket.writeAll(buffer.flip());
      }
    }
  }
}
