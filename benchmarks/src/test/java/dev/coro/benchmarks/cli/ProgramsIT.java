package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coro.benchmarks.serve.HttpServer;
import dev.coro.benchmarks.serve.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that are programs made of coroutines. */
@Timeout(120)
final class ProgramsIT {
  private static final char[] PASSWORD = "secret".toCharArray();

  @TempDir private Path folder;
  private Path site;

  @BeforeEach
  void writeSite() throws IOException {
    site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "<a href='a.html'>a</a><a href='none'>b</a>");
    Files.writeString(site.resolve("a.html"), "<a href='/'>back</a>");
  }

  private static Process start(String... arguments) throws IOException {
    Path agent = Path.of(System.getProperty(AgentJar.PROPERTY));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + agent);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  // ---- serve

  @Test
  @DisabledOnOs(OS.WINDOWS) // Which has no SIGTERM.
  void aFolderIsServedOverTlsUntilSigterm() throws Exception {
    KeyStore keys = keys();
    Path chain = pem("CERTIFICATE", keys.getCertificate("a").getEncoded());
    Key key = keys.getKey("a", PASSWORD);
    Path keyFile = pem("PRIVATE KEY", key.getEncoded());
    Process process =
        start(
            "serve",
            site.toString(),
            "--port",
            "0",
            "--tls",
            chain.toString(),
            keyFile.toString(),
            "--carriers",
            "2");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      String start = "Serving " + site + " at https://localhost:";
      assertTrue(line.startsWith(start), line);
      assertTrue(line.endsWith("/ on 2 carriers. Ctrl-C ends."), line);
      URI address = URI.create(line.replaceAll(".* at (\\S+) .*", "$1"));
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(keys)).build();
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/a.html")).build();
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        assertEquals("<a href='/'>back</a>", response.body());
      }
      process.destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(128 + 15, process.exitValue());
      assertThrows(
          IOException.class, () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
    } finally {
      process.destroyForcibly();
    }
  }

  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storepass",
                "secret",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertEquals(0, keytool.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private Path pem(String kind, byte[] bytes) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(kind),
        "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
  }

  private static SSLContext trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", keys.getCertificate("a"));
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Test
  void whatCannotBeServedIsTold() throws Exception {
    CommandLineRun run = CommandLineRun.of("serve", folder.resolve("none").toString());
    assertEquals(2, run.status());
    assertEquals(
        "[CO402] Cannot serve '"
            + folder.resolve("none")
            + "': it is no folder. Name one that exists."
            + System.lineSeparator(),
        run.err());
    try (HttpServer other = HttpServer.start(ServerSettings.of(site))) {
      run = CommandLineRun.of("serve", site.toString(), "--port", "" + other.port());
      assertEquals(1, run.status());
      assertTrue(run.err().startsWith("[CO412] Cannot serve '" + site + "': [CO276] "), run.err());
    }
    Path file = site.resolve("a.html");
    run =
        CommandLineRun.of(
            "serve", site.toString(), "--port", "0", "--tls", file.toString(), file.toString());
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("[CO402] Cannot use the files of --tls: "), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve DIR --port 70000",
        "serve DIR --port x",
        "serve DIR --carriers 0",
        "serve DIR --processes 0",
        "serve DIR --idle-time 0",
        "serve",
        "crawl",
        "crawl gopher://x",
        "crawl http://localhost/ --pages 0",
        "load walk",
        "load echo --rounds 0",
        "load echo --connections 0",
      })
  void wrongUsageIsTold(String arguments) {
    CommandLineRun run = CommandLineRun.of(arguments.replace("DIR", site.toString()).split(" "));
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("[CO401] "), run.err());
  }

  // ---- crawl

  @Test
  void aSiteIsCrawledAndReported() throws IOException {
    Path json = folder.resolve("report.json");
    try (HttpServer server = HttpServer.start(ServerSettings.of(site))) {
      String url = "http://localhost:" + server.port() + "/";
      CommandLineRun run = CommandLineRun.of("crawl", url, "--json", json.toString());
      assertEquals(0, run.status(), run.err());
      assertTrue(
          run.out().matches("3 pages, 0\\.0 MB in \\S+ s\\R +2  status 200\\R +1  status 404\\R"),
          run.out());
      JsonNode report = new ObjectMapper().readTree(json.toFile());
      assertEquals(url, report.get("start").asText());
      assertEquals(3, report.get("results").size());
      assertEquals(url, report.get("results").get(1).get("from").asText());
    }
  }

  // ---- load

  @Test
  void serversAreCompared() throws IOException {
    Path json = folder.resolve("load.json");
    CommandLineRun run =
        CommandLineRun.of(
            "load",
            "files",
            "--connections",
            "3",
            "--rounds",
            "1",
            "--seconds",
            "1",
            "--json",
            json.toString());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("files, 3 connections, relative to coro:"), run.out());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertEquals(2, figures.size());
    for (JsonNode figure : figures) {
      assertTrue(figure.get("requestsPerSecond").asDouble() > 10, figure.toString());
      assertTrue(figure.get("p99Micros").asDouble() >= figure.get("p50Micros").asDouble());
    }
  }
}
