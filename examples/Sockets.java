import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.SocketSettings;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server that shouts back, and clients, all of them on one thread. */
public class Sockets {
  public static void main(String[] args) {
    Carrier.run(
        () -> {
          StreamListener listener = StreamListener.bind(0);
          Coroutine<?> server = Coroutine.start(() -> serve(listener));
          System.out.println(ask(listener.port(), "hello"));
          System.out.println(ask(listener.port(), "is anybody there?"));
          silence(listener.port());
          listener.close(); // ends the server
          server.join();
        });
  }

  /** One coroutine accepts, and one serves each connection. */
  @Suspendable
  static void serve(StreamListener listener) throws IOException {
    try {
      while (true) {
        StreamSocket client = listener.accept();
        Coroutine.start(() -> shout(client));
      }
    } catch (ClosedChannelException e) {
      System.out.println("the server ends");
    }
  }

  /** Runs on any connection, encrypted or not. */
  @Suspendable
  static void shout(Connection client) throws IOException {
    try (client) {
      ByteBuffer buffer = ByteBuffer.allocate(1000);
      while (client.read(buffer.clear()) >= 0) {
        String text = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        client.writeAll(StandardCharsets.UTF_8.encode(text.toUpperCase()));
      }
    }
  }

  @Suspendable
  static String ask(int port, String question) throws IOException {
    SocketSettings patient = SocketSettings.usual().withConnectTimeout(Duration.ofSeconds(10));
    try (StreamSocket server = StreamSocket.connect("localhost", port, patient)) {
      server.writeAll(StandardCharsets.UTF_8.encode(question));
      server.shutdownOutput(); // we have said all, and listen on
      return new String(server.readAllBytes(1000), StandardCharsets.UTF_8);
    }
  }

  /** Any stretch of code can have a deadline. A connection can be used on behind it. */
  @Suspendable
  static void silence(int port) throws IOException {
    try (StreamSocket server = StreamSocket.connect("localhost", port)) {
      ByteBuffer answer = ByteBuffer.allocate(100);
      boolean came = CancelScope.moveOnAfter(Duration.ofMillis(20), () -> server.read(answer));
      System.out.println("an answer without a question: " + came);
    }
  }
}
