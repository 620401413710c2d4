package dev.coro.benchmarks.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.DeadlineExceededException;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.SocketSettings;
import dev.coro.net.StreamSocket;
import dev.coro.net.TlsConnection;
import dev.coro.net.TlsSettings;
import dev.coro.sync.Lazy;
import dev.coro.sync.Semaphore;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** One host: its connections, its rules, and the turns of those who want something of it. */
final class Site {
  /** So many failures to connect in a row, and the host is taken for dead. */
  private static final int DEAD = 3;

  private final URI root;
  private final CrawlSettings settings;
  private final Semaphore turns;
  private final Deque<Open> idle = new ArrayDeque<>();
  private final Lazy<BaseRobotRules> rules;
  private Duration delay;
  private long nextNanos = System.nanoTime();
  private int failures;

  /** A connection with what reads its responses. */
  private record Open(Connection connection, AnswerReader reader) {}

  Site(URI root, CrawlSettings settings) {
    this.root = root;
    this.settings = settings;
    turns = new Semaphore(settings.connectionsPerHost());
    rules = Lazy.of(this::readRules);
    delay = settings.delay();
  }

  // ---- rules

  /** Whether {@code robots.txt} lets an address be fetched; read at first. Suspends. */
  @Suspendable
  boolean allows(URI address) {
    return !settings.robots() || rules.get().isAllowed(address.toString());
  }

  /** RFC 9309: no file allows everything, a server that fails nothing. */
  @Suspendable
  private BaseRobotRules readRules() {
    URI place = root.resolve("/robots.txt");
    try {
      Answer answer = takeTurn(place);
      if (answer.status / 100 == 2) {
        BaseRobotRules read =
            new SimpleRobotRulesParser()
                .parseContent(
                    place.toString(),
                    answer.body,
                    "text/plain",
                    List.of(settings.userAgent().toLowerCase(Locale.ROOT)));
        if (read.getCrawlDelay() > delay.toMillis()) {
          delay = Duration.ofMillis(read.getCrawlDelay());
        }
        return read;
      }
      return new SimpleRobotRules(
          answer.status / 100 == 5 ? RobotRulesMode.ALLOW_NONE : RobotRulesMode.ALLOW_ALL);
    } catch (IOException | DeadlineExceededException e) {
      return new SimpleRobotRules(RobotRulesMode.ALLOW_ALL); // The pages will show what is wrong.
    }
  }

  // ---- turns

  /** Waits for a turn, first come, first served. Suspends. */
  @Suspendable
  void acquire() {
    turns.acquire();
    long now = System.nanoTime();
    long wait = nextNanos - now;
    nextNanos = Math.max(nextNanos, now) + delay.toNanos();
    if (wait > 0) {
      boolean slept = false;
      try {
        Coroutine.sleep(Duration.ofNanos(wait));
        slept = true;
      } finally {
        if (!slept) {
          turns.release();
        }
      }
    }
  }

  void release() {
    turns.release();
  }

  @Suspendable
  private Answer takeTurn(URI address) throws IOException {
    acquire();
    try {
      return fetch(address);
    } finally {
      release();
    }
  }

  // ---- fetching

  /**
   * Fetches an address of this host. Suspends.
   *
   * @throws DeadlineExceededException if it takes longer than the settings allow
   */
  @Suspendable
  Answer fetch(URI address) throws IOException {
    return CancelScope.failAfter(settings.pageTime(), () -> fetchInAnyTime(address));
  }

  @Suspendable
  private Answer fetchInAnyTime(URI address) throws IOException {
    Open reused = idle.pollLast();
    if (reused != null) {
      try {
        return exchange(reused, address);
      } catch (IOException e) {
        if (reused.reader().hasBegun()) {
          throw e;
        }
        // The server has closed it while it was idle.
      }
    }
    return exchange(connect(), address);
  }

  @Suspendable
  private Open connect() throws IOException {
    if (failures >= DEAD) {
      throw new ConnectException("the host is taken for dead: it has refused connections before");
    }
    boolean secure = root.getScheme().equals("https");
    int port = root.getPort() >= 0 ? root.getPort() : secure ? 443 : 80;
    SocketSettings sockets = SocketSettings.usual().withConnectTimeout(settings.connectTime());
    try {
      Connection connection = StreamSocket.connect(root.getHost(), port, sockets);
      failures = 0;
      if (secure) {
        connection = TlsConnection.client(connection, root.getHost(), TlsSettings.usual());
      }
      return new Open(connection, new AnswerReader(connection, settings.pageBytes()));
    } catch (ConnectException | SocketTimeoutException | UnknownHostException e) {
      failures++;
      throw e;
    }
  }

  @Suspendable
  private Answer exchange(Open open, URI address) throws IOException {
    boolean kept = false;
    try {
      open.connection().writeAll(request(address));
      Answer answer = open.reader().next();
      kept = answer.keepsConnection;
      return answer;
    } finally {
      if (kept) {
        idle.addLast(open);
      } else {
        open.connection().close();
      }
    }
  }

  private ByteBuffer request(URI address) {
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    String text =
        "GET "
            + path
            + query
            + " HTTP/1.1\r\nHost: "
            + root.getRawAuthority()
            + "\r\nUser-Agent: "
            + settings.userAgent()
            + "\r\nAccept: text/html,*/*;q=0.5\r\nAccept-Encoding: identity\r\n\r\n";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  void close() {
    for (Open open : idle) {
      open.connection().close();
    }
  }
}
