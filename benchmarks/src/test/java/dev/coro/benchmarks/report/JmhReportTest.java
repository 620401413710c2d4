package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coro.benchmarks.compare.Machine;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Plot;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class JmhReportTest {
  private static final String DEPTH_1 = "\"depth\": \"1\"";
  private static final String DEPTH_100 = "\"depth\": \"100\"";

  @Test
  void classesOfOneNameAreComparedWithCoroFirst() throws Exception {
    Finding section =
        section(
            SampleJmh.result("peers.Ring.kilim", DEPTH_1, 100),
            SampleJmh.result("peers.Ring.kilim", DEPTH_100, 4000),
            SampleJmh.result("micro.Ring.coro", DEPTH_1, 50),
            SampleJmh.result("micro.Ring.coro", DEPTH_100, 40));
    assertEquals("Ring", section.title());
    assertEquals(
        List.of("who", "depth", "ns/op", "error", "smallest..largest", "times coro"),
        section.tables().get(0).columns());
    List<List<String>> rows = section.tables().get(0).rows();
    assertEquals(List.of("coro", "1", "50", "\u00b1 5", "45..55.0", "1x"), rows.get(0));
    assertEquals(List.of("kilim", "100", "4,000"), rows.get(3).subList(0, 3));
    assertEquals("100x", rows.get(3).get(5));
    assertEquals("In multiples of coro (less is better): kilim 2x to 100x.", section.verdict());
  }

  @Test
  void whoIsFasterThanCoroIsSaidToBeAhead() throws Exception {
    Finding section =
        section(
            SampleJmh.result("Ring.coro", DEPTH_1, 50),
            SampleJmh.result("Ring.coro", DEPTH_100, 50),
            SampleJmh.result("Ring.plain", DEPTH_1, 10),
            SampleJmh.result("Ring.plain", DEPTH_100, 10),
            SampleJmh.result("Ring.kotlin", DEPTH_1, 20),
            SampleJmh.result("Ring.kotlin", DEPTH_100, 51));
    assertEquals(
        "In multiples of coro (less is better): plain 0.20x; kotlin 0.40x to 1.02x."
            + " Ahead of it, beyond the errors: plain; kotlin with depth=1."
            + " Not to be told apart from it: kotlin with depth=100.",
        section.verdict());
  }

  @Test
  void ofAThroughputMoreIsBetter() throws Exception {
    String coro = SampleJmh.result("Ring.coro", "", 50).replace("avgt", "thrpt");
    String loom = SampleJmh.result("Ring.loom", "", 10).replace("avgt", "thrpt");
    assertEquals(
        "In multiples of coro (more is better): loom 0.20x.", section(coro, loom).verdict());
  }

  @Test
  void aParameterThatIsANumberIsAnAxisAndOthersArePictures() throws Exception {
    List<Plot> plots =
        section(
                SampleJmh.result("Ring.coro", DEPTH_100 + ", \"shape\": \"A\"", 5),
                SampleJmh.result("Ring.coro", DEPTH_1 + ", \"shape\": \"A\"", 4),
                SampleJmh.result("Ring.loom", DEPTH_1 + ", \"shape\": \"A\"", 400),
                SampleJmh.result("Ring.coro", DEPTH_1 + ", \"shape\": \"B\"", 6))
            .plots();
    assertEquals(List.of("shape = A", "shape = B"), plots.stream().map(Plot::title).toList());
    Plot lines = plots.get(0);
    assertEquals(Plot.Kind.LINES, lines.kind());
    assertEquals("depth", lines.xLabel());
    assertTrue(lines.logX() && lines.logY());
    assertEquals(List.of("coro", "loom"), lines.series().stream().map(Plot.Series::name).toList());
    assertEquals(
        List.of(1.0, 100.0), lines.series().get(0).points().stream().map(Plot.Point::x).toList());
  }

  @Test
  void withoutSuchAParameterThereAreBars() throws Exception {
    Plot plot =
        section(SampleJmh.result("Ring.coro", "", 5), SampleJmh.result("Ring.loom", "", 9))
            .plots()
            .get(0);
    assertEquals(Plot.Kind.BARS, plot.kind());
    assertEquals(
        List.of("coro", "loom"),
        plot.series().get(0).points().stream().map(Plot.Point::label).toList());
  }

  @Test
  void resultsOfTwoJdksStandSideBySideEachWithItsOwnYardstick() throws Exception {
    Finding section =
        section(
            SampleJmh.result("Ring.coro", "17", "", 50, "1", ""),
            SampleJmh.result("Ring.coro", "25", "", 10, "1", ""),
            SampleJmh.result("Ring.plain", "25", "", 20, "1", ""));
    List<List<String>> rows = section.tables().get(0).rows();
    assertEquals(
        List.of("coro, JDK 17", "coro, JDK 25", "plain, JDK 25"),
        rows.stream().map(row -> row.get(0)).toList());
    assertEquals("2x", rows.get(2).get(4));
    assertEquals(
        List.of("JDK = 17", "JDK = 25"), section.plots().stream().map(Plot::title).toList());
  }

  @Test
  void aCounterHasASectionOfItsOwn() throws Exception {
    List<JmhGroup> groups =
        JmhGroup.of(
            JmhJson.read(SampleJmh.file(SampleJmh.counted("Parked.coro", DEPTH_1, 7, 104))));
    assertEquals(
        List.of("Parked", "Parked, counter bytes"),
        groups.stream().map(group -> group.section().title()).toList());
  }

  @Test
  void pageHoldsTheSectionsAndLoadsNothing() throws Exception {
    String page = page(true);
    assertTrue(page.contains("<h2>Ring</h2>"));
    assertTrue(page.contains("flags: -Xmx1g -Da&#x3D;&lt;b&gt;") || page.contains("-Da=&lt;b&gt;"));
    assertFalse(page.contains("<blockquote>"));
    assertTrue(page.contains("Chart.js v4."));
    assertFalse(
        Pattern.compile("<(?:script|link|img)[^>]*\\s(?:src|href)\\s*=").matcher(page).find());
    Matcher data =
        Pattern.compile("type=\"application/json\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertTrue(data.find());
    assertEquals(
        "Ring", new ObjectMapper().readTree(data.group(1)).at("/findings/0/title").asText());
  }

  @Test
  void pageSaysWhetherTheMachineIsTheOneThatMeasured() throws Exception {
    String here = page(true);
    String elsewhere = page(false);
    assertTrue(here.contains("<dt>Machine</dt><dd>Some CPU, 2 cores, 2048 MiB</dd>"));
    assertFalse(here.contains("JMH does not write down where it measured"));
    assertTrue(elsewhere.contains("<dt>Page made on</dt><dd>Some CPU, 2 cores, 2048 MiB</dd>"));
    assertTrue(elsewhere.contains("JMH does not write down where it measured"));
    for (String word :
        List.of("JDK 17.0.15, A VM 1+2", "2026-01-02T03:04:05Z", "<code>./coro bench</code>")) {
      assertTrue(here.contains(word), word);
    }
  }

  private static Finding section(String... results) throws JmhJson.FormatException {
    List<JmhGroup> groups = JmhGroup.of(JmhJson.read(SampleJmh.file(results)));
    assertEquals(1, groups.size());
    return groups.get(0).section();
  }

  private static String page(boolean measuredHere) throws JmhJson.FormatException {
    return new JmhReport(
            JmhJson.read(SampleJmh.file(SampleJmh.result("Ring.coro", DEPTH_1, 50))),
            new Machine("Some CPU", 2, 2048, "Linux 6 amd64", "A VM 17"),
            measuredHere,
            "2026-01-02T03:04:05Z",
            "./coro bench")
        .format();
  }
}
