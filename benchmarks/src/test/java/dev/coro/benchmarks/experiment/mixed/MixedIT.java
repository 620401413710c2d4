package dev.coro.benchmarks.experiment.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Plot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run: the ways compute the same, and whoever never gives way keeps the others waiting. */
@Timeout(200)
final class MixedIT {
  private static final int MILLIS = 400;

  @Test
  void waitingBesideComputing() throws Exception {
    Lab lab = new Lab(Jvm.current(Path.of(System.getProperty("coro.agent"))), true);
    Finding finding = Mixed.of(MILLIS).run(lab);
    List<String> labels = MixedWay.here().stream().map(way -> way.label).toList();
    List<List<String>> rows = finding.tables().get(0).rows();
    assertEquals(labels, rows.stream().map(row -> row.get(0)).toList());
    for (Plot plot : finding.plots()) {
      assertEquals(labels, plot.series().get(0).points().stream().map(Plot.Point::label).toList());
    }
    double greedy = longest(finding, MixedWay.GREEDY);
    assertTrue(greedy >= MILLIS, "waited " + greedy + " ms beside those that never yield");
    assertTrue(longest(finding, MixedWay.SLICES) < greedy, finding.tables().toString());
    assertTrue(finding.verdict().contains("With time slices it is "), finding.verdict());
  }

  /** The 99th percentile, in ms. */
  private static double longest(Finding finding, MixedWay way) {
    return finding.plots().get(0).series().get(0).points().stream()
        .filter(point -> point.label().equals(way.label))
        .findFirst()
        .orElseThrow()
        .y();
  }
}
