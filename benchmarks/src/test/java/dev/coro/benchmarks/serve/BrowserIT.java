package dev.coro.benchmarks.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real browser, where there is one. */
@Timeout(120)
class BrowserIT {
  private static final int IMAGES = 97;

  @TempDir private Path folder;
  @TempDir private Path profile;

  private static Optional<String> browser() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .map(place -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  @Test
  void aBrowserLoadsAPageWithAHundredAssets() throws Exception {
    Optional<String> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium here");
    StringBuilder page = new StringBuilder("<html><head><link rel='stylesheet' href='s.css'>");
    page.append("<script src='a.js'></script></head><body>");
    for (int i = 0; i < IMAGES; i++) {
      Files.writeString(
          folder.resolve(i + ".svg"),
          "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'/>");
      page.append("<img src='").append(i).append(".svg'>");
    }
    page.append("<p id='seen'>nothing</p><script src='b.js'></script></body></html>");
    Files.writeString(folder.resolve("index.html"), page);
    Files.writeString(folder.resolve("s.css"), "p { width: 123px }");
    Files.writeString(folder.resolve("a.js"), "window.first = 1;");
    Files.writeString(
        folder.resolve("b.js"),
        """
        window.onload = () => {
          const p = document.getElementById("seen");
          const images = [...document.images].filter((image) => image.naturalWidth === 20).length;
          p.textContent = images + " images, " + p.offsetWidth + " wide, script " + window.first;
        };
        """);
    try (HttpServer server = HttpServer.start(ServerSettings.of(folder))) {
      Process process =
          new ProcessBuilder(
                  browser.get(),
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--user-data-dir=" + profile,
                  "--dump-dom",
                  "http://localhost:" + server.port() + "/")
              .redirectError(Redirect.DISCARD)
              .start();
      String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor());
      assertTrue(dom.contains(IMAGES + " images, 123 wide, script 1"), dom);
      assertTrue(server.metrics().contains("coro_http_bad_requests_total 0\n"), server.metrics());
    }
  }
}
