import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.net.PipeSink;
import dev.coro.net.PipeSource;
import dev.coro.net.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Datagrams may get lost, so whoever asks asks again; and a pipe of the system. */
public class Datagrams {
  public static void main(String[] args) {
    Carrier.run(
        () -> {
          InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
          try (UdpSocket server = UdpSocket.bind(anyPort);
              UdpSocket client = UdpSocket.bind(anyPort)) {
            Coroutine<?> answering = Coroutine.start(() -> answerEverySecond(server));
            System.out.println(ask(client, server.localAddress(), "ping"));
            answering.cancel();
          }
          pipe();
        });
  }

  /** A server that overhears the first question. */
  @Suspendable
  static void answerEverySecond(UdpSocket server) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    while (true) {
      server.receive(buffer.clear());
      SocketAddress from = server.receive(buffer.clear());
      server.send(buffer.flip(), from);
    }
  }

  @Suspendable
  static String ask(UdpSocket client, SocketAddress server, String question) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(100);
    for (int attempt = 1; ; attempt++) {
      client.send(StandardCharsets.UTF_8.encode(question), server);
      if (CancelScope.moveOnAfter(Duration.ofMillis(50), () -> client.receive(answer))) {
        return StandardCharsets.UTF_8.decode(answer.flip()) + " came back, attempt " + attempt;
      }
    }
  }

  /** The ends of a pipe may belong to different carriers, or one of them to a thread. */
  @Suspendable
  static void pipe() throws IOException {
    Pipe pipe = Pipe.open();
    try (PipeSource source = PipeSource.of(pipe.source())) {
      Coroutine.start(
          () -> {
            try (PipeSink sink = PipeSink.of(pipe.sink())) {
              sink.writeAll(StandardCharsets.UTF_8.encode("through a pipe"));
            }
          });
      System.out.println(new String(source.readAllBytes(100), StandardCharsets.UTF_8));
    }
  }
}
