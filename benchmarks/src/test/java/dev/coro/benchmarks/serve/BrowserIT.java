package dev.coro.benchmarks.serve;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real browser, where there is one. */
@Timeout(120)
class BrowserIT {
  private static final int IMAGES = 97;

  @TempDir private Path folder;
  @TempDir private Path profile;

  @Test
  void aBrowserLoadsAPageWithAHundredAssets() throws Exception {
    Chromium browser = Chromium.orSkip(profile);
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
      String dom = browser.dom("http://localhost:" + server.port() + "/");
      assertTrue(dom.contains(IMAGES + " images, 123 wide, script 1"), dom);
      assertTrue(server.metrics().contains("coro_http_bad_requests_total 0\n"), server.metrics());
    }
  }
}
