package dev.coro.benchmarks.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.serve.RawClient.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpServerIT {
  private static final Instant CHANGED = Instant.parse("2026-03-04T05:06:07.89Z");
  private static final String CHANGED_TEXT = "Wed, 04 Mar 2026 05:06:07 GMT";

  @TempDir private Path folder;
  @TempDir private Path outside;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    write("a.txt", "hello world");
    write("empty.css", "");
    Files.createDirectories(folder.resolve("sub/deep"));
    write("sub/index.html", "<h1>grün</h1>");
    Files.createDirectories(folder.resolve("list"));
    write("list/a <b> & \"c\" #d?.txt", "odd");
    write("list/b:c.txt", "colon");
    server = HttpServer.start(settings());
  }

  private ServerSettings settings() {
    return ServerSettings.of(folder);
  }

  private void restart(ServerSettings settings) throws IOException {
    server.close();
    server = HttpServer.start(settings);
  }

  private void restart(ServerLimits limits) throws IOException {
    restart(settings().withLimits(limits));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    server.close();
    assertEquals(0, count("connections_open"));
  }

  private Path write(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(CHANGED));
    return file;
  }

  private byte[] writeLarge(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Files.write(folder.resolve(name), bytes);
    return bytes;
  }

  private RawClient client() throws IOException {
    return new RawClient(server.port());
  }

  private long count(String metric) {
    Matcher matcher =
        Pattern.compile("^coro_http_" + Pattern.quote(metric) + " (\\d+)$", Pattern.MULTILINE)
            .matcher(server.metrics());
    assertTrue(matcher.find(), metric);
    return Long.parseLong(matcher.group(1));
  }

  private void awaitCount(String metric, long value) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (count(metric) != value) {
      assertTrue(System.nanoTime() < end, () -> metric + " is " + count(metric));
      Thread.sleep(2);
    }
  }

  // ---- requests

  @Test
  void aFileIsSentAndTheConnectionKept() throws IOException {
    try (RawClient client = client()) {
      for (int i = 0; i < 3; i++) {
        Answer answer = client.get("/a.txt").answer();
        assertEquals(200, answer.status());
        assertEquals("hello world", answer.text());
        assertEquals("text/plain;charset=utf-8", answer.header("Content-Type"));
        assertEquals(CHANGED_TEXT, answer.header("Last-Modified"));
        assertEquals("bytes", answer.header("Accept-Ranges"));
        assertEquals("coro", answer.header("Server"));
        assertTrue(answer.header("Date").endsWith(" GMT"));
        assertNull(answer.header("Connection"));
      }
    }
    assertEquals(1, count("connections_accepted_total"));
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (RawClient client = client()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        String path = i % 3 == 0 ? "/a.txt" : i % 3 == 1 ? "/sub/" : "/none";
        requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
      }
      client.send(requests.toString());
      for (int i = 0; i < 200; i++) {
        Answer answer = client.answer();
        assertEquals(i % 3 == 2 ? 404 : 200, answer.status());
        assertEquals(i % 3 == 0, answer.text().equals("hello world"));
      }
    }
  }

  @Test
  void aRequestMayComeInSmallPieces() throws IOException, InterruptedException {
    try (RawClient client = client()) {
      for (char c : "GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n".toCharArray()) {
        client.send(String.valueOf(c));
        Thread.sleep(1);
      }
      assertEquals("hello world", client.answer().text());
    }
  }

  @Test
  void headHasNoBody() throws IOException {
    byte[] large = writeLarge("large", 100_000);
    try (RawClient client = client()) {
      Answer answer = client.request("HEAD", "/a.txt").answer(false);
      assertEquals(200, answer.status());
      assertEquals("11", answer.header("Content-Length"));
      answer = client.request("HEAD", "/large").answer(false);
      assertEquals(String.valueOf(large.length), answer.header("Content-Length"));
      assertEquals(404, client.request("HEAD", "/none").answer(false).status());
      assertEquals("hello world", client.get("/a.txt").answer().text());
    }
  }

  @Test
  void theConnectionIsClosedIfTheClientWantsThat() throws IOException {
    try (RawClient client = client()) {
      Answer answer = client.get("/a.txt", "Connection: close").answer();
      assertEquals("close", answer.header("Connection"));
      assertTrue(client.isAtEnd());
    }
    try (RawClient client = client()) {
      assertEquals("hello world", client.send("GET /a.txt HTTP/1.0\r\n\r\n").answer().text());
      assertTrue(client.isAtEnd());
    }
    try (RawClient client = client()) {
      String old = "GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
      assertEquals("hello world", client.send(old).answer().text());
      assertEquals("hello world", client.send(old).answer().text());
    }
  }

  @Test
  void aClientMayEndItsSideAndIsStillAnswered() throws IOException {
    byte[] large = writeLarge("large", 500_000);
    try (RawClient client = client()) {
      client.get("/large");
      client.socket.shutdownOutput();
      assertArrayEquals(large, client.answer().body());
      assertTrue(client.isAtEnd());
    }
  }

  @Test
  void largeFilesComeWhole() throws IOException {
    byte[] large = writeLarge("large.bin", 3_000_000);
    try (RawClient client = client()) {
      assertArrayEquals(large, client.get("/large.bin").answer().body());
      assertEquals("hello world", client.get("/a.txt").answer().text());
    }
  }

  @Test
  void aChangedFileIsSeenAfterASecond() throws IOException, InterruptedException {
    try (RawClient client = client()) {
      assertEquals("hello world", client.get("/a.txt").answer().text());
      Files.writeString(folder.resolve("a.txt"), "new");
      Thread.sleep(1100);
      assertEquals("new", client.get("/a.txt").answer().text());
      Files.delete(folder.resolve("a.txt"));
      Thread.sleep(1100);
      assertEquals(404, client.get("/a.txt").answer().status());
    }
    assertEquals(0, count("cache_hits_total"));
    assertEquals(3, count("cache_misses_total"));
  }

  // ---- folders and paths

  @Test
  void foldersHaveAnIndexOrAListing() throws IOException {
    try (RawClient client = client()) {
      Answer answer = client.get("/sub/").answer();
      assertEquals("<h1>grün</h1>", answer.text());
      assertEquals("text/html;charset=utf-8", answer.header("Content-Type"));
      answer = client.get("/sub?x=1").answer();
      assertEquals(301, answer.status());
      assertEquals("/sub/?x=1", answer.header("Location"));
      answer = client.get("/list/").answer();
      assertEquals(200, answer.status());
      assertTrue(
          answer
              .text()
              .contains(
                  "<a href=\"./a%20%3Cb%3E%20&amp;%20%22c%22%20%23d%3F.txt\">"
                      + "a &lt;b&gt; &amp; &quot;c&quot; #d?.txt</a>"),
          answer.text());
      assertTrue(answer.text().contains("<a href=\"../\">"), answer.text());
      assertFalse(client.get("/").answer().text().contains("<a href=\"../\">"));
      answer = client.get("/list/a%20%3Cb%3E%20&%20%22c%22%20%23d%3F.txt").answer();
      assertEquals("odd", answer.text());
      assertEquals("colon", client.get("/list/b:c.txt").answer().text());
    }
    restart(settings().withListings(false));
    try (RawClient client = client()) {
      assertEquals(403, client.get("/list/").answer().status());
      assertEquals(200, client.get("/sub/").answer().status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/../x, 400",
    "/%2e%2e/x, 400",
    "/sub/../../x, 400",
    "/sub/..%2f..%2fx, 400",
    "/sub/%2e%2e/a.txt, 400",
    "/a.txt%00.html, 400",
    "/%ff, 400",
    "/%zz, 400",
    "/sub/..;/a.txt, 400",
    "/sub//index.html, 400",
    "/a.txt/, 404",
    "/a.txt/b, 404",
    "/none/, 404",
    "/link, 403",
    "/linked/secret, 403",
    "/gone, 404",
    "/inner, 200",
    "/sub/../a.txt, 200",
    "/./a.txt, 200",
    "http://x/a.txt, 200",
    "//evil.test/%2e., 400",
  })
  @DisabledOnOs(OS.WINDOWS) // Links need a privilege there.
  void pathsStayInTheFolder(String path, int status) throws IOException {
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("link"), outside.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("linked"), outside);
    Files.createSymbolicLink(folder.resolve("gone"), outside.resolve("none"));
    Files.createSymbolicLink(folder.resolve("inner"), folder.resolve("a.txt"));
    try (RawClient client = client()) {
      Answer answer = client.get(path).answer();
      assertEquals(status, answer.status(), answer.text());
      assertFalse(answer.text().contains("secret"));
      assertEquals(200, client.get("/a.txt").answer().status(), "the connection is kept");
    }
  }

  @Test
  void otherMethodsAreRefusedAndTheirBodiesDropped() throws IOException {
    try (RawClient client = client()) {
      for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO")) {
        Answer answer =
            client.request(method, "/a.txt", "Content-Length: 5").send("12345").answer();
        assertEquals(405, answer.status());
        assertEquals("GET, HEAD", answer.header("Allow"));
      }
      String chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      assertEquals(405, client.send(chunked + "3\r\nabc\r\n0\r\n\r\n").answer().status());
      assertEquals("hello world", client.get("/a.txt").answer().text());
    }
    try (RawClient client = client()) {
      client.request("POST", "/", "Expect: 100-continue", "Content-Length: 1000000");
      assertEquals(405, client.answer().status());
      assertTrue(client.isAtEnd());
    }
    try (RawClient client = client()) {
      client.request("POST", "/", "Content-Length: 1000000000").send("x".repeat(70_000));
      assertEquals(405, client.answer().status());
      client.socket.shutdownOutput();
      assertTrue(client.isAtEnd());
    }
  }

  // ---- conditions and ranges

  @Test
  void whatTheClientHasIsNotSentAgain() throws IOException {
    try (RawClient client = client()) {
      String tag = client.get("/a.txt").answer().header("ETag");
      String[] same = {
        "If-None-Match: " + tag,
        "If-None-Match: \"x\", W/" + tag,
        "If-None-Match: *",
        "If-Modified-Since: " + CHANGED_TEXT,
        "If-Modified-Since: Thu, 05 Mar 2026 05:06:07 GMT"
      };
      for (String condition : same) {
        Answer answer = client.get("/a.txt", condition).answer();
        assertEquals(304, answer.status(), condition);
        assertEquals(tag, answer.header("ETag"));
        assertNull(answer.header("Content-Length"));
      }
      String[] other = {
        "If-None-Match: \"x\"",
        "If-Modified-Since: Tue, 03 Mar 2026 05:06:07 GMT",
        "If-Modified-Since: nonsense",
        "If-None-Match: \"x\"\r\nIf-Modified-Since: " + CHANGED_TEXT
      };
      for (String condition : other) {
        assertEquals(200, client.get("/a.txt", condition).answer().status(), condition);
      }
      assertEquals(200, client.get("/a.txt", "If-Match: " + tag).answer().status());
      assertEquals(200, client.get("/a.txt", "If-Match: *").answer().status());
      assertEquals(412, client.get("/a.txt", "If-Match: \"x\"").answer().status());
      assertEquals(
          412,
          client
              .get("/a.txt", "If-Unmodified-Since: Tue, 03 Mar 2026 05:06:07 GMT")
              .answer()
              .status());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-4 | 206 | hello | bytes 0-4/11",
        "bytes=6- | 206 | world | bytes 6-10/11",
        "bytes=-5 | 206 | world | bytes 6-10/11",
        "bytes=-500 | 206 | hello world | bytes 0-10/11",
        "bytes=9-500 | 206 | ld | bytes 9-10/11",
        "bytes=11- | 416 | | bytes */11",
        "bytes=-0 | 416 | | bytes */11",
        "bytes=5-1 | 416 | | bytes */11",
        "lines=1-2 | 200 | hello world |",
      })
  void partsAreSent(String range, int status, String text, String described) throws IOException {
    try (RawClient client = client()) {
      Answer answer = client.get("/a.txt", "Range: " + range).answer();
      assertEquals(status, answer.status());
      assertEquals(described, answer.header("Content-Range"));
      assertTrue(status == 416 || answer.text().equals(text), answer.text());
    }
  }

  @Test
  void partsOfLargeFilesAndSeveralParts() throws IOException {
    byte[] large = writeLarge("large", 300_000);
    try (RawClient client = client()) {
      Answer answer = client.get("/large", "Range: bytes=100000-299998").answer();
      assertArrayEquals(Arrays.copyOfRange(large, 100_000, 299_999), answer.body());
      answer = client.get("/a.txt", "Range: bytes=0-1, 4-5 ,-1").answer();
      assertEquals(206, answer.status());
      String boundary = answer.header("Content-Type").replaceAll(".*boundary=", "");
      String part = "\r\n--" + boundary + "\r\nContent-Type: text/plain;charset=utf-8\r\n";
      assertEquals(
          part
              + "Content-Range: bytes 0-1/11\r\n\r\nhe"
              + part
              + "Content-Range: bytes 4-5/11\r\n\r\no "
              + part
              + "Content-Range: bytes 10-10/11\r\n\r\nd"
              + "\r\n--"
              + boundary
              + "--\r\n",
          answer.text());
      String tag = answer.header("ETag");
      assertEquals(
          206, client.get("/a.txt", "Range: bytes=0-1", "If-Range: " + tag).answer().status());
      assertEquals(
          200, client.get("/a.txt", "Range: bytes=0-1", "If-Range: \"x\"").answer().status());
      assertEquals(
          206,
          client.get("/a.txt", "Range: bytes=0-1", "If-Range: " + CHANGED_TEXT).answer().status());
      StringBuilder many = new StringBuilder("Range: bytes=0-0");
      for (int i = 1; i < 20; i++) {
        many.append(',').append(100 * i).append('-').append(100 * i);
      }
      assertEquals(200, client.get("/large", many.toString()).answer().status());
    }
  }

  // ---- limits and bad clients

  @Test
  void headersHaveALimit() throws IOException {
    try (RawClient client = client()) {
      assertEquals(431, client.get("/a.txt", "X: " + "x".repeat(9000)).answer().status());
      assertTrue(client.isAtEnd());
    }
    try (RawClient client = client()) {
      assertEquals(414, client.get("/" + "x".repeat(9000)).answer().status());
    }
    try (RawClient client = client()) {
      assertEquals(404, client.get("/" + "x".repeat(7000)).answer().status());
    }
    assertEquals(2, count("bad_requests_total"));
  }

  @Test
  void slowHeadersAreCutOffWhileOthersAreServed() throws IOException, InterruptedException {
    restart(
        ServerLimits.usual()
            .withTimes(Duration.ofMillis(400), Duration.ofSeconds(20), Duration.ofSeconds(20)));
    long began = System.nanoTime();
    try (RawClient slow = client();
        RawClient other = client()) {
      slow.send("GET /a.txt HTTP/1.1\r\n");
      for (int i = 0; i < 5; i++) {
        Thread.sleep(50);
        slow.send("X-" + i + ": y\r\n");
        assertEquals(200, other.get("/a.txt").answer().status());
      }
      assertEquals(408, slow.answer().status());
      assertTrue(slow.isAtEnd());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      assertTrue(millis >= 400, millis + " ms");
      assertEquals(200, other.get("/a.txt").answer().status());
    }
    assertEquals(1, count("timeouts_total"));
  }

  @Test
  void idleConnectionsEndQuietly() throws IOException {
    restart(
        ServerLimits.usual()
            .withTimes(Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofSeconds(20)));
    try (RawClient never = client();
        RawClient once = client()) {
      once.get("/a.txt").answer();
      assertTrue(never.isAtEnd());
      assertTrue(once.isAtEnd());
    }
    assertEquals(0, count("timeouts_total"));
  }

  @Test
  void aClientThatDoesNotReadIsGivenUp() throws IOException, InterruptedException {
    writeLarge("large", 20_000_000);
    restart(
        ServerLimits.usual()
            .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200)));
    try (RawClient client = client();
        RawClient other = client()) {
      client.get("/large");
      awaitCount("timeouts_total", 1);
      awaitCount("connections_open", 1);
      assertEquals(200, other.get("/a.txt").answer().status());
      assertThrows(
          IOException.class,
          () -> {
            byte[] bytes = new byte[100_000];
            while (true) {
              if (client.read(bytes) < 0) {
                return;
              }
            }
          });
    }
  }

  @Test
  void clientsThatVanishLeaveNothing() throws Exception {
    writeLarge("large", 5_000_000);
    for (int i = 0; i < 30; i++) {
      RawClient client = client();
      client.get("/large");
      if (i % 3 != 0) {
        client.read(new byte[1 + i * 1000]);
      }
      if (i % 2 == 0) {
        client.reset();
      } else {
        client.close();
      }
    }
    try (RawClient half = client()) {
      half.send("GET /a.t");
      half.socket.shutdownOutput();
      assertEquals(400, half.answer().status());
      assertTrue(half.isAtEnd());
    }
    awaitCount("connections_open", 0);
    try (RawClient other = client()) {
      assertEquals(200, other.get("/a.txt").answer().status());
    }
  }

  @Test
  void aFileThatBecomesShorterEndsTheConnection() throws IOException {
    writeLarge("large", 30_000_000);
    try (RawClient client = client()) {
      client.get("/large");
      client.read(new byte[1000]);
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
        file.setLength(10_000);
      }
      assertThrows(
          IOException.class,
          () -> {
            byte[] bytes = new byte[100_000];
            int count = client.read(bytes);
            while (count >= 0) {
              count = client.read(bytes);
            }
            throw new AssertionError("an orderly end");
          });
    }
  }

  @Test
  void aFileThatCannotBeOpenedAnyMoreIsToldAndTheConnectionKept() throws IOException {
    byte[] large = writeLarge("large", 100_000);
    try (RawClient client = client()) {
      assertArrayEquals(large, client.get("/large").answer().body());
      Files.delete(folder.resolve("large"));
      assertEquals(500, client.get("/large").answer().status());
      assertEquals(500, client.get("/large", "Range: bytes=5-9").answer().status());
      assertEquals(200, client.request("HEAD", "/large").answer(false).status());
      assertEquals(200, client.get("/a.txt").answer().status());
    }
    assertEquals(2, count("disk_errors_total"));
  }

  @Test
  void moreConnectionsThanAllowedWait() throws Exception {
    restart(ServerLimits.usual().withConnections(2));
    RawClient first = client();
    RawClient second = client();
    RawClient third = client();
    assertEquals(200, first.get("/a.txt").answer().status());
    assertEquals(200, second.get("/a.txt").answer().status());
    third.get("/a.txt");
    Thread.sleep(50);
    assertEquals(2, count("connections_accepted_total"));
    first.close();
    assertEquals(200, third.answer().status());
    second.close();
    third.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | 400",
        "GET / | 505",
        "GET / HTTP/9.9 | 505",
        "GET / HTTP/2.0 | 505",
        "GET / HTTX/1.1 | 505",
        "GET  / HTTP/1.1 | 400",
        "G@T / HTTP/1.1 | 400",
        "GET / HTTP/1.1~Host x | 400",
        "GET / HTTP/1.1 | 400",
        "GET / HTTP/1.1~Host: a~Host: b | 400",
        "GET / HTTP/1.1~Host: x~ folded: x | 400",
        "GET / HTTP/1.1~Host: x~Bad Name: x | 400",
        "GET / HTTP/1.1~Host: x~: x | 400",
        "GET / HTTP/1.1~Host : x | 400",
        "GET / HTTP/1.1~Host: x~Content-Length: 1~Content-Length: 2 | 400",
        "GET / HTTP/1.1~Host: x~Content-Length: -1 | 400",
        "GET / HTTP/1.1~Host: x~Content-Length: abc | 400",
        "GET / HTTP/1.1~Host: x~Content-Length: 99999999999999999999 | 400",
        "GET / HTTP/1.1~Host: x~Content-Length: 3~Transfer-Encoding: chunked | 400",
        "GET / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~zz | 400",
        "GET / HTTP/1.1~Host: x~Transfer-Encoding: chunked~~fffffffffffffffffff | 400",
        "GET / HTTP/1.1~Host: x~Transfer-Encoding: gzip, identity | 400",
        "PRI * HTTP/2.0 | 505",
      })
  void malformedRequestsAreRefused(String request, int status) throws IOException {
    try (RawClient client = client()) {
      client.send(request.replace("~", "\r\n") + "\r\n\r\n");
      Answer answer = client.answer();
      assertEquals(status, answer.status(), answer.text());
      assertEquals("close", answer.header("Connection"));
      assertTrue(client.isAtEnd());
    }
    try (RawClient client = client()) {
      assertEquals(200, client.get("/a.txt").answer().status());
    }
  }

  @Test
  void tlsWhereNoneIsSpokenIsRefused() throws IOException {
    try (RawClient client = client()) {
      assertEquals(
          400, client.send("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n").answer().status());
      assertTrue(client.isAtEnd());
    }
  }

  @Test
  void randomBytesDoNoHarm() throws Exception {
    Random random = new Random(42);
    String start = "GET /a.txt HTTP/1.1\r\nHost: x\r\n";
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      try (RawClient client = client()) {
        client.send(i % 2 == 0 ? text : start + text + "\r\n\r\n");
        client.socket.shutdownOutput();
        client.read(new byte[1000]);
      } catch (IOException e) {
        assertFalse(e instanceof EOFException);
      }
    }
    awaitCount("connections_open", 0);
    try (RawClient client = client()) {
      assertEquals(200, client.get("/a.txt").answer().status());
    }
  }

  // ---- the server as a whole

  @Test
  void shutdownEndsIdleConnectionsAndWaitsForTheOthers() throws Exception {
    byte[] large = writeLarge("large", 20_000_000);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (RawClient idle = client();
        RawClient busy = client()) {
      idle.get("/a.txt").answer();
      busy.get("/large");
      busy.read(new byte[1]);
      int port = server.port();
      Future<?> shutdown =
          threads.submit(
              () -> {
                server.shutdown(Duration.ofSeconds(20));
                return null;
              });
      assertTrue(idle.isAtEnd());
      assertThrows(IOException.class, () -> new RawClient(port).get("/a.txt").answer());
      assertFalse(shutdown.isDone());
      int bytes = 1;
      byte[] chunk = new byte[100_000];
      for (int count = busy.read(chunk); count >= 0; count = busy.read(chunk)) {
        bytes += count;
      }
      assertTrue(bytes > large.length, "the response and its head");
      shutdown.get(20, TimeUnit.SECONDS);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void shutdownGivesUpAfterItsGrace() throws Exception {
    writeLarge("large", 20_000_000);
    try (RawClient stuck = client()) {
      stuck.get("/large");
      stuck.read(new byte[1]);
      long began = System.nanoTime();
      server.shutdown(Duration.ofMillis(100));
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20));
    }
  }

  @Test
  void requestsAreLogged() throws Exception {
    Path log = outside.resolve("access.log");
    restart(settings().withAccessLog(log));
    try (RawClient client = client()) {
      client.get("/a.txt", "Referer: http://x/\"y", "User-Agent: test").answer();
      client.get("/none").answer();
      client.send("nonsense\r\n\r\n").answer();
    }
    server.close();
    List<String> lines = Files.readAllLines(log);
    assertEquals(3, lines.size(), () -> String.join("\n", lines));
    String time = "\\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000]";
    assertTrue(
        lines
            .get(0)
            .matches(
                "\\S+ - - "
                    + time
                    + " \"GET /a.txt HTTP/1.1\" 200 11 \"http://x/\\\\x22y\" \"test\""),
        lines.get(0));
    assertTrue(lines.get(1).contains(" \"GET /none HTTP/1.1\" 404 "), lines.get(1));
    assertTrue(lines.get(2).matches(".*] \"-\" 400 \\d+ \"-\" \"-\""), lines.get(2));
  }

  @Test
  void metricsTellWhatHappened() throws IOException {
    try (RawClient client = client()) {
      client.get("/a.txt").answer();
      client.get("/none").answer();
      Answer answer = client.get(Responder.METRICS).answer();
      assertTrue(
          answer.text().contains("coro_http_responses_total{class=\"2xx\"} 1\n"), answer.text());
      assertTrue(
          answer.text().contains("coro_http_responses_total{class=\"4xx\"} 1\n"), answer.text());
      assertTrue(answer.text().contains("coro_http_connections_open 1\n"), answer.text());
    }
  }

  @Test
  void manyClientsAtOnceOnSeveralCarriers() throws Exception {
    byte[] large = writeLarge("large", 200_000);
    restart(settings().withCarriers(2));
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Callable<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        clients.add(
            () -> {
              int served = 0;
              for (int j = 0; j < 5; j++) {
                try (RawClient client = client()) {
                  for (int k = 0; k < 4; k++) {
                    assertEquals("hello world", client.get("/a.txt").answer().text());
                    assertArrayEquals(large, client.get("/large").answer().body());
                    served++;
                  }
                }
              }
              return served;
            });
      }
      for (Future<Integer> one : threads.invokeAll(clients)) {
        assertEquals(20, one.get());
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(100, count("connections_accepted_total"));
  }

  @Test
  void whatCannotBeServedSaysSo() {
    assertThrows(
        IOException.class, () -> HttpServer.start(ServerSettings.of(folder.resolve("none"))));
    assertThrows(
        IOException.class, () -> HttpServer.start(ServerSettings.of(folder.resolve("a.txt"))));
    assertThrows(
        IOException.class,
        () ->
            HttpServer.start(
                settings().withAddress(new InetSocketAddress("localhost", server.port()))));
  }
}
