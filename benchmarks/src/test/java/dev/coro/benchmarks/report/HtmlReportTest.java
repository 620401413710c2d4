package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Json;
import dev.coro.benchmarks.compare.Metric;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
  private final Comparison comparison = SampleComparison.create();
  private final String page = new Report(comparison, null).page();

  @Test
  void pageLoadsNothing() {
    Pattern loading =
        Pattern.compile(
            "<(?:script|link|img|iframe)[^>]*\\s(?:src|href)\\s*=|@import|sourceMappingURL|url\\(");
    assertFalse(loading.matcher(page).find());
    assertFalse(Pattern.compile("(?:src|href)\\s*=\\s*[\"']https?:").matcher(page).find());
  }

  @Test
  void plottingLibraryIsInThePage() {
    assertTrue(page.contains("Chart.js v4."), "chart.js's banner");
    assertTrue(page.length() > 200_000, "length " + page.length());
  }

  @Test
  void dataInThePageIsTheComparison() throws Exception {
    Matcher data =
        Pattern.compile(
                "<script id=\"comparison\" type=\"application/json\">(.*?)</script>",
                Pattern.DOTALL)
            .matcher(page);
    assertTrue(data.find());
    assertEquals(comparison, Json.toComparison(data.group(1)));
  }

  @Test
  void textIsEscaped() {
    assertTrue(page.contains("a &lt;b&gt; &amp; c"));
    assertTrue(page.contains("by &lt;/script&gt; magic"));
    assertFalse(page.contains("by </script> magic"));
  }

  @Test
  void everyMetricHasAPlotAndSaysHowItWasMeasured() {
    for (Metric metric : Metric.values()) {
      assertTrue(page.contains("<canvas id=\"plot-" + metric.name() + "\""), metric.name());
    }
    assertEquals(
        Metric.values().length + comparison.findings().size(),
        page.split("<summary>How it was measured", -1).length - 1);
  }

  @Test
  void everyFindingIsToldWithItsTablesAndPlots() {
    assertTrue(page.contains("<h2>A &lt;sample&gt;</h2>"));
    assertTrue(page.contains("<blockquote>Said &amp; done.</blockquote>"));
    assertTrue(page.contains("<td>a&lt;b</td><td>1</td>"));
    assertEquals(3, page.split("<canvas data-finding=", -1).length - 1);
    assertTrue(page.contains("Bars &lt;/script&gt;"));
  }

  @Test
  void machineDateAndCommandAreTold() {
    for (String word :
        new String[] {
          "Some CPU, 2 cores, 2048 MiB",
          "Linux 6 amd64",
          "A VM 17",
          "2026-01-02T03:04:05Z",
          "<code>./coro compare --quick</code>"
        }) {
      assertTrue(page.contains(word), word);
    }
  }
}
