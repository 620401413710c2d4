package dev.coro.benchmarks.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.serve.HttpServer;
import dev.coro.benchmarks.serve.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crawls the server of this project, and servers that are slow, dead, or lie. */
@Timeout(120)
class CrawlerIT {
  private static final int PAGES = 10_000;
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir private Path folder;

  private static CrawlSettings settings(String url) {
    return CrawlSettings.of(URI.create(url))
        .withTimes(Duration.ZERO, SHORT, SHORT)
        .withPages(100_000, 1000)
        .withPageBytes(100_000)
        .withOtherHosts(true);
  }

  private static CrawlReport crawl(CrawlSettings settings) {
    return Crawler.crawl(settings, (ended, known) -> {}, new CompletableFuture<>());
  }

  private static Map<String, PageResult> byPath(CrawlReport report) {
    return report.results().stream()
        .collect(Collectors.toMap(page -> URI.create(page.url()).getPath(), Function.identity()));
  }

  private void writePage(String name, String... links) throws IOException {
    StringBuilder page = new StringBuilder("<html><body>");
    for (String link : links) {
      page.append("<a href=\"").append(link).append("\">x</a>");
    }
    Files.writeString(folder.resolve(name), page);
  }

  // ---- the whole

  @Test
  void tenThousandPagesAreFetchedOnceEachThoughSomeServersAreBad() throws IOException {
    for (int i = 0; i < PAGES; i++) {
      writePage(
          i + ".html",
          Math.min(2 * i + 1, PAGES - 1) + ".html",
          "/" + Math.min(2 * i + 2, PAGES - 1) + ".html#part",
          (i * 7L + 3) % PAGES + ".html");
    }
    AtomicInteger steps = new AtomicInteger();
    try (HttpServer server = HttpServer.start(ServerSettings.of(folder));
        BadServer bad = new BadServer()) {
      String dead = "http://localhost:" + closedPort();
      String[] links = new String[62];
      for (int i = 0; i < 20; i++) {
        links[i] = dead + "/" + i;
        links[i + 20] = bad.url("/slow?" + i);
        links[i + 40] = bad.url(i % 2 == 0 ? "/short?" + i : "/none" + i);
      }
      links[60] = "0.html";
      links[61] = bad.url("/silent");
      writePage("start.html", links);
      CrawlReport report =
          Crawler.crawl(
              settings("http://localhost:" + server.port() + "/start.html"),
              (ended, known) -> steps.incrementAndGet(),
              new CompletableFuture<>());
      assertTrue(report.complete());
      long good =
          report.results().stream()
              .filter(page -> page.url().startsWith("http://localhost:" + server.port()))
              .filter(page -> page.status() == 200)
              .count();
      assertEquals(PAGES + 1, good);
      assertEquals(
          report.pages(), report.results().stream().map(PageResult::url).distinct().count());
      List<PageResult> ofTheDead =
          report.results().stream().filter(page -> page.url().startsWith(dead)).toList();
      assertEquals(20, ofTheDead.size());
      ofTheDead.forEach(page -> assertTrue(page.error() != null && page.status() == 0));
      assertTrue(
          ofTheDead.stream()
              .anyMatch(page -> page.error().startsWith("the host is taken for dead")));
      assertTrue(steps.get() >= PAGES);
      assertTrue(server.metrics().contains("coro_http_bad_requests_total 0\n"), server.metrics());
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  // ---- bad servers, one by one

  @ParameterizedTest
  @CsvSource({
    "/short, 0, the connection has ended before the response",
    "/reset, 0, Connection reset",
    "/endless, 200, longer than 100000 bytes",
    "/drip, 0, no whole response within 400 ms",
    "/silent, 0, no whole response within 400 ms",
    "/garbage, 0, no proper response",
    "/chunks, 0, the body cannot be understood",
    "/nowhere, 302, a redirection to nowhere",
  })
  void badResponsesAreTold(String path, int status, String error) throws IOException {
    try (BadServer bad = new BadServer()) {
      CrawlReport report = crawl(settings(bad.url(path)));
      PageResult page = byPath(report).get(path);
      assertEquals(status, page.status());
      assertTrue(page.error() != null && page.error().startsWith(error), page.error());
      assertEquals(1, report.errors().values().stream().mapToInt(n -> n).sum());
    }
  }

  @Test
  void redirectionsAreFollowedUpToALimit() throws IOException {
    try (BadServer bad = new BadServer()) {
      CrawlReport report = crawl(settings(bad.url("/hop0")));
      assertEquals(11, report.pages());
      assertEquals("more than 10 redirections", byPath(report).get("/hop10").error());
      assertEquals(bad.url("/hop1"), byPath(report).get("/hop0").location());
      assertEquals(1, crawl(settings(bad.url("/circle"))).pages());
    }
  }

  @Test
  void aConnectionThatTheServerHasClosedIsReplaced() throws IOException, InterruptedException {
    try (BadServer bad = new BadServer()) {
      CrawlReport report = crawl(settings(bad.url("/fine2")).withConnections(1, 1));
      assertEquals(Map.of(200, 2), report.statuses());
      assertEquals(Map.of(), report.errors());
      assertNull(byPath(report).get("/fine").error());
      assertEquals(2, byPath(crawl(settings(bad.url("/continue")))).size());
    }
  }

  // ---- rules and limits

  @Test
  void robotsAreObeyedUnlessSwitchedOff() throws IOException {
    try (BadServer bad = new BadServer()) {
      CrawlReport report = crawl(settings(bad.url("/fine2")));
      assertEquals(1, report.refused());
      assertFalse(bad.requests.contains("/private/x"));
      assertEquals(1, bad.requests.stream().filter("/robots.txt"::equals).count());
      report = crawl(settings(bad.url("/fine2")).withRobots(false));
      assertEquals(0, report.refused());
      assertEquals(404, byPath(report).get("/private/x").status());
    }
  }

  @Test
  void pagesDepthAndHostsHaveLimits() throws IOException {
    for (int i = 0; i < 10; i++) {
      writePage(i + ".html", (i + 1) + ".html", "http://other.invalid/" + i);
    }
    try (HttpServer server = HttpServer.start(ServerSettings.of(folder))) {
      String start = "http://localhost:" + server.port() + "/0.html";
      CrawlSettings here = settings(start).withOtherHosts(false);
      assertEquals(Map.of(200, 10, 404, 1), crawl(here).statuses());
      CrawlReport report = crawl(here.withPages(100, 4));
      assertEquals(5, report.pages());
      assertEquals(1, report.beyond());
      assertEquals(3, crawl(here.withPages(3, 100)).pages());
      CrawlReport far = crawl(settings(start));
      assertEquals(21, far.pages());
      assertEquals(10, far.errors().values().stream().mapToInt(n -> n).sum());
    }
  }

  @Test
  void requestsToAHostKeepTheirDistance() throws IOException {
    for (int i = 0; i < 5; i++) {
      writePage(i + ".html", (i + 1) % 5 + ".html", (i + 2) % 5 + ".html");
    }
    try (HttpServer server = HttpServer.start(ServerSettings.of(folder))) {
      CrawlReport report =
          crawl(
              settings("http://localhost:" + server.port() + "/0.html")
                  .withTimes(Duration.ofMillis(60), SHORT, SHORT));
      assertEquals(5, report.pages());
      assertTrue(report.millis() >= 5 * 60, report.millis() + " ms"); // robots.txt comes first.
    }
  }

  @Test
  void aCrawlCanBeStopped() throws IOException {
    try (BadServer bad = new BadServer()) {
      CompletableFuture<Void> stop = new CompletableFuture<>();
      CrawlSettings settings =
          settings(bad.url("/silent")).withTimes(Duration.ZERO, SHORT, Duration.ofSeconds(60));
      CompletableFuture<CrawlReport> crawl =
          CompletableFuture.supplyAsync(() -> Crawler.crawl(settings, (e, k) -> {}, stop));
      while (!bad.requests.contains("/silent")) {
        Thread.onSpinWait();
      }
      stop.complete(null);
      CrawlReport report = crawl.join();
      assertFalse(report.complete());
      assertEquals(0, report.pages());
    }
  }

  // ---- addresses

  @ParameterizedTest
  @CsvSource({
    "HTTP://Example.COM:80/a/../b?x=1#y, http://example.com/b?x=1",
    "https://example.com:443, https://example.com/",
    "http://example.com:8080/%7Ea, http://example.com:8080/%7Ea",
    "ftp://example.com/,",
    "mailto:a@b,",
    "http://a b/,",
    "http:///x,",
    "x,",
  })
  void addressesHaveOneForm(String address, String form) {
    URI normalized = Links.normalized(address);
    assertEquals(form, normalized == null ? null : normalized.toString());
  }
}
