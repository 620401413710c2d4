package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.compare.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextReportTest {
  private final List<String> lines =
      new Report(SampleComparison.create(), null).text().lines().toList();

  @Test
  void headingTellsMachineSystemJavaDateAndCommand() {
    assertEquals(
        List.of(
            "Some CPU, 2 cores, 2048 MiB",
            "Linux 6 amd64",
            "A VM 17, someone",
            "2026-01-02T03:04:05Z, ./coro compare --quick"),
        lines.subList(0, 4));
  }

  @Test
  void tableHasMedianRangeAndRatioOfEachModelInLine() {
    assertEquals(
        List.of(
            "median of samples                         process  platform thread  virtual thread"
                + "   coroutine",
            "create, run and end one [ns]",
            "  median                                    1,000              100             n/a"
                + "          10",
            "  min..max                             990..1,200                                 "
                + "  9.50..10.5",
            "  times a coroutine                          100x              10x                "
                + "          1x"),
        lines.subList(5, 10));
  }

  @Test
  void everyMetricHasItsLinesWithTheUnit() {
    for (Metric metric : Metric.values()) {
      String start = metric.label() + " [" + metric.unit();
      assertEquals(1, lines.stream().filter(line -> line.startsWith(start)).count(), start);
    }
    assertTrue(lines.contains("alive at once [count, more is better]"));
  }

  @Test
  void absenceIsSaidOnceWithItsReason() {
    List<String> absences = lines.stream().filter(line -> line.contains("not available")).toList();
    assertEquals(1, absences.size());
    assertTrue(
        absences
            .get(0)
            .startsWith(
                "virtual thread: not available: this Java has none (create, run and end one,"));
  }

  @Test
  void remarkNamesModelAndMetric() {
    assertTrue(lines.contains("process, switch between two: a <b> & c"));
  }
}
