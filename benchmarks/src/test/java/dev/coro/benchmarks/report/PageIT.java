package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coro.benchmarks.Chromium;
import dev.coro.benchmarks.change.Changes;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, where there is one. */
@Timeout(120)
final class PageIT {
  /** Bars, bars in groups, and lines. */
  private static final int PLOTS = Metric.values().length + 3;

  /** Hears of every error from the beginning. */
  private static final String EARS =
      """
      <script>
        window.heard = [];
        addEventListener("error", (event) => heard.push(String(event.message)));
        addEventListener("unhandledrejection", (event) => heard.push(String(event.reason)));
        for (const level of ["error", "warn"]) {
          console[level] = (...words) => heard.push(words.join(" "));
        }
      </script>
      """;

  /** Looks at what has been drawn, and tells the window around as JSON. */
  private static final String EYES =
      """
      <script>
        addEventListener("load", () => setTimeout(() => {
          const seen = [...document.querySelectorAll("canvas")].map((canvas) => {
            // Within the axes: the legend has the same colours.
            const { left, top, width, height } = Chart.getChart(canvas).chartArea;
            const { data } =
              canvas.getContext("2d").getImageData(left, top, width, height);
            const wanted = Chart.getChart(canvas).data.datasets.flatMap((d) => d.backgroundColor);
            const colours = [...new Set(wanted)].map((c) => parseInt(c.slice(1), 16));
            const pixels = new Map(colours.map((colour) => [colour, 0]));
            for (let i = 0; i < data.length; i += 4) {
              const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
              if (pixels.has(colour)) pixels.set(colour, pixels.get(colour) + 1);
            }
            const absent = Chart.getChart(canvas).data.datasets[0].data.filter((y) => y === null);
            return {
              drawn: [...pixels.values()].filter((count) => count > 8).length,
              colours: colours.length - absent.length,
              width: canvas.clientWidth,
              height: canvas.clientHeight,
            };
          });
          parent.postMessage(JSON.stringify({
            heard, seen, inner: innerWidth, wide: document.documentElement.scrollWidth,
          }), "*");
        }, 0));
      </script>
      """;

  /** A window has no less than 500 pixels, a frame in it may; what the page tells is put here. */
  private static final String WINDOW =
      """
      <script>
        addEventListener("message", (event) => {
          document.getElementById("result").textContent = event.data;
        });
      </script>
      <iframe src="page.html" style="width: WIDTHpx; height: 900px; border: 0"></iframe>
      <pre id="result"></pre>
      """;

  @TempDir private Path folder;
  @TempDir private Path profile;

  private JsonNode look(String page, int width) throws Exception {
    Chromium chromium = Chromium.orSkip(profile);
    Path window = folder.resolve("window.html");
    Files.writeString(
        folder.resolve("page.html"),
        page.replace("<head>", "<head>" + EARS).replace("</body>", EYES + "</body>"));
    Files.writeString(window, WINDOW.replace("WIDTH", String.valueOf(width)));
    String dom =
        chromium.dom(
            window.toUri().toString(), "--window-size=1400,1000", "--virtual-time-budget=10000");
    Matcher result = Pattern.compile("<pre id=\"result\">(.+?)</pre>").matcher(dom);
    assertTrue(result.find(), "the page has no result");
    return new ObjectMapper().readTree(result.group(1).replace("&lt;", "<").replace("&gt;", ">"));
  }

  private static String page() {
    Comparison comparison = SampleComparison.create();
    return new Report(comparison, Changes.between(comparison, comparison)).page();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1200})
  void everyPlotIsDrawnWithoutAnError(int width) throws Exception {
    JsonNode result = look(page(), width);
    assertEquals("[]", result.get("heard").toString());
    assertEquals(width, result.get("inner").asInt(), "inner width");
    assertTrue(result.get("wide").asInt() <= width, "wider than the window: " + result);
    List<JsonNode> seen = new ArrayList<>();
    result.get("seen").forEach(seen::add);
    assertEquals(PLOTS, seen.size());
    for (JsonNode plot : seen) {
      assertTrue(plot.get("colours").asInt() > 0, result.toString());
      assertEquals(plot.get("colours"), plot.get("drawn"), result.toString());
      assertTrue(plot.get("width").asInt() > 200, result.toString());
      assertTrue(plot.get("height").asInt() >= 100, result.toString());
    }
  }

  @Test
  void errorOfAScriptIsHeard() throws Exception {
    String broken = page().replace("</body>", "<script>nobody.knows();</script></body>");
    assertTrue(look(broken, 1200).get("heard").toString().contains("nobody is not defined"));
  }
}
