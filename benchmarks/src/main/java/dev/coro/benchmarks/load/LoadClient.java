package dev.coro.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A client with many connections, on one thread and plain NIO. Each connection sends a request,
 * waits for the whole response, and sends the next. All responses must have the same length.
 */
public final class LoadClient implements AutoCloseable {
  private static final long MOST_MICROS = Duration.ofMinutes(1).toNanos() / 1000;

  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();
  private final ByteBuffer request;
  private final ByteBuffer sink = ByteBuffer.allocateDirect(1 << 16);
  private final int responseBytes;
  private boolean draining;
  private long responses;
  private Histogram latencies = new Histogram(MOST_MICROS, 3);

  /** What the time has brought. */
  public record Load(double requestsPerSecond, Histogram latencies) {}

  private static final class Connection {
    final SocketChannel channel;
    int missing;
    long sentNanos;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** Connects; {@code responseBytes} of {@code request}'s responses are known. */
  public LoadClient(int port, int count, byte[] request, int responseBytes) throws IOException {
    this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
    this.responseBytes = responseBytes;
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Connection connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      connections.add(connection);
    }
  }

  /** How long the response to a request is, headers included, found out by one of them. */
  public static int responseBytes(int port, byte[] request) throws IOException {
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      channel.write(ByteBuffer.wrap(request));
      ByteBuffer response = ByteBuffer.allocate(1 << 17);
      while (true) {
        if (channel.read(response) < 0) {
          throw new IOException("the server has ended");
        }
        String text =
            new String(response.array(), 0, response.position(), StandardCharsets.US_ASCII);
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          if (!text.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(text.substring(0, end));
          }
          String lower = text.toLowerCase(Locale.ROOT);
          int length = lower.indexOf("content-length: ") + "content-length: ".length();
          return end + 4 + Integer.parseInt(text.substring(length, text.indexOf('\r', length)));
        }
      }
    }
  }

  /** Goes on for a time, first without and then with a look at the clock. */
  public Load run(Duration warmUp, Duration time) throws IOException {
    for (Connection connection : connections) {
      if (connection.missing == 0) {
        send(connection);
      }
    }
    runUntil(System.nanoTime() + warmUp.toNanos());
    latencies = new Histogram(MOST_MICROS, 3);
    long began = System.nanoTime();
    runUntil(began + time.toNanos());
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Load(latencies.getTotalCount() / seconds, latencies);
  }

  /** Waits for the responses that are under way; no request follows them. */
  public void drain() throws IOException {
    draining = true;
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (connections.stream().anyMatch(one -> one.missing > 0)) {
      if (System.nanoTime() > end) {
        throw new IOException("responses are missing after 30 s");
      }
      selector.select(this::receive, 100);
    }
  }

  /** How many responses have come. */
  public long responses() {
    return responses;
  }

  private void runUntil(long endNanos) throws IOException {
    while (System.nanoTime() < endNanos) {
      selector.select(this::receive, 100);
    }
  }

  private void receive(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      int count = connection.channel.read(sink.clear());
      if (count < 0 || count > connection.missing) {
        throw new IOException(count + " bytes where " + connection.missing + " were missing");
      }
      connection.missing -= count;
      if (connection.missing == 0) {
        latencies.recordValue((System.nanoTime() - connection.sentNanos) / 1000);
        responses++;
        if (!draining) {
          send(connection);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(Connection connection) throws IOException {
    connection.missing = responseBytes;
    connection.sentNanos = System.nanoTime();
    ByteBuffer bytes = request.duplicate();
    connection.channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("the system does not take a small request");
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.channel.close();
    }
    selector.close();
  }
}
