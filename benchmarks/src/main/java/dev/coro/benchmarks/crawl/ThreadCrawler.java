package dev.coro.benchmarks.crawl;

import dev.coro.benchmarks.threads.BlockingConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The crawler as it is with threads, for comparisons: so many threads, each with a connection of
 * its own, take addresses from a queue. For one host, without {@code robots.txt}, delays and
 * redirections.
 */
public final class ThreadCrawler {
  private static final URI STOP = URI.create("stop:/");
  private static final int MOST_BYTES = 5_000_000;

  private final int threads;
  private final BlockingQueue<URI> queue = new LinkedBlockingQueue<>();
  private final Set<URI> known = ConcurrentHashMap.newKeySet();
  private final AtomicInteger missing = new AtomicInteger();
  private final ConcurrentLinkedQueue<PageResult> results = new ConcurrentLinkedQueue<>();
  private volatile @Nullable IOException failure;

  private ThreadCrawler(int threads) {
    this.threads = threads;
  }

  /**
   * Fetches a page and all that can be reached from it.
   *
   * @throws IOException if a page cannot be fetched
   */
  public static List<PageResult> crawl(URI start, int threads, ThreadFactory factory)
      throws IOException, InterruptedException {
    ThreadCrawler crawler = new ThreadCrawler(threads);
    crawler.begin(start);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = factory.newThread(() -> crawler.work(start));
      started.add(thread);
      thread.start();
    }
    for (Thread thread : started) {
      thread.join();
    }
    IOException failure = crawler.failure;
    if (failure != null) {
      throw failure;
    }
    return List.copyOf(crawler.results);
  }

  private void begin(URI address) {
    if (known.add(address)) {
      missing.incrementAndGet();
      queue.add(address);
    }
  }

  private void stop() {
    for (int i = 0; i < threads; i++) {
      queue.add(STOP);
    }
  }

  private void work(URI root) {
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(root.getHost(), root.getPort()))) {
      BlockingConnection connection = new BlockingConnection(channel);
      AnswerReader reader = new AnswerReader(connection, MOST_BYTES);
      for (URI address = queue.take(); !address.equals(STOP); address = queue.take()) {
        fetch(address, connection, reader);
        if (missing.decrementAndGet() == 0) {
          stop();
        }
      }
    } catch (IOException | UncheckedIOException | InterruptedException e) {
      failure = new IOException("a thread of the crawler has failed: " + e, e);
      stop();
    }
  }

  private void fetch(URI address, BlockingConnection connection, AnswerReader reader)
      throws IOException {
    long began = System.nanoTime();
    String request =
        "GET "
            + address.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + address.getRawAuthority()
            + "\r\nUser-Agent: coro-crawl\r\nAccept: text/html,*/*;q=0.5\r\n"
            + "Accept-Encoding: identity\r\n\r\n";
    connection.writeAll(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    Answer answer = reader.next();
    long millis = (System.nanoTime() - began) / 1_000_000;
    Set<URI> links = Links.of(answer.body, "utf-8", address);
    links.forEach(this::begin);
    results.add(
        new PageResult(
            address.toString(),
            null,
            0,
            answer.status,
            answer.body.length,
            millis,
            links.size(),
            null,
            null));
  }
}
