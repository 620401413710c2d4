package dev.coro.benchmarks.experiment.waiting;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A web server that takes its time for each page. Under {@code /n/} it has n pages, {@code /n/0} to
 * {@code /n/(n-1)}: a tree in which each page has links to ten others.
 */
final class SlowSite {
  /** How long it waits before it answers. */
  static final Duration DELAY = Duration.ofMillis(50);

  private static final int LINKS = 10;

  private SlowSite() {}

  /** Says at which port it is, and ends with its standard input. */
  public static void main(String[] arguments) throws IOException {
    StreamListener listener =
        StreamListener.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            SocketSettings.usual().withBacklog(1024));
    Carrier.open("slow").start(() -> acceptAll(listener));
    System.out.println(listener.port());
    while (System.in.read() >= 0) {
      // It is told nothing.
    }
    System.exit(0);
  }

  @Suspendable
  private static void acceptAll(StreamListener listener) throws IOException {
    while (true) {
      StreamSocket socket = listener.accept();
      Coroutine.start(() -> serve(socket));
    }
  }

  /** Requests come one after the other, and have no body. */
  @Suspendable
  private static void serve(StreamSocket socket) {
    try (socket) {
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      while (buffer.hasRemaining() && socket.read(buffer) >= 0) {
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        if (text.endsWith("\r\n\r\n")) {
          buffer.clear();
          Coroutine.sleep(DELAY);
          socket.writeAll(ByteBuffer.wrap(answer(text).getBytes(StandardCharsets.US_ASCII)));
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static String answer(String request) {
    String[] path = request.substring(0, request.indexOf("\r\n")).split(" ", -1)[1].split("/", -1);
    String page = page(Integer.parseInt(path[1]), Integer.parseInt(path[2]));
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html;charset=utf-8\r\nContent-Length: "
        + page.length()
        + "\r\n\r\n"
        + page;
  }

  private static String page(int pages, int number) {
    StringBuilder page = new StringBuilder("<!doctype html><title>" + number + "</title>\n");
    for (int i = 1; i <= LINKS; i++) {
      long child = (long) number * LINKS + i;
      if (child < pages) {
        page.append("<p><a href='").append(child).append("'>page ").append(child).append("</a>\n");
      }
    }
    return page.append("x".repeat(2000)).append('\n').toString();
  }

  /** How many bytes all of so many pages have. */
  static long bytes(int pages) {
    long sum = 0;
    for (int i = 0; i < pages; i++) {
      sum += page(pages, i).length();
    }
    return sum;
  }
}
