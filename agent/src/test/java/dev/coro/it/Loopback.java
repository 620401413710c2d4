package dev.coro.it;

import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.SocketSettings;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What tests of sockets have in common: they talk to this machine only. */
final class Loopback {
  private Loopback() {}

  /** Any free port of the loopback interface. */
  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static StreamListener listen() throws IOException {
    return StreamListener.bind(anyPort());
  }

  /** Two ends of a connection; both belong to the carrier of the caller. */
  record Pair(StreamSocket client, StreamSocket server) implements AutoCloseable {
    @Suspendable
    static Pair open() throws IOException {
      return open(SocketSettings.usual());
    }

    @Suspendable
    static Pair open(SocketSettings settings) throws IOException {
      try (StreamListener listener = StreamListener.bind(anyPort(), settings)) {
        StreamSocket client = StreamSocket.connect(listener.localAddress(), settings);
        return new Pair(client, listener.accept());
      }
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  /** Sends back what comes, until the end. */
  @Suspendable
  static void echo(Connection client) throws IOException {
    try (client) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
      while (client.read(buffer) >= 0) {
        client.writeAll(buffer.flip());
        buffer.clear();
      }
      client.shutdownOutput();
    }
  }

  /** Accepts and echoes {@code count} connections, one after the other. */
  @Suspendable
  static void echoEach(StreamListener listener, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      echo(listener.accept());
    }
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What was put into the buffer. */
  static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer.duplicate().flip()).toString();
  }

  /** Reads some text. */
  @Suspendable
  static String read(Connection connection) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    int count = connection.read(buffer);
    return count < 0 ? "end" : text(buffer);
  }
}
