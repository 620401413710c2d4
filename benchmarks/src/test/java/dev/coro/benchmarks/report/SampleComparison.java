package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.Absent;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Figure;
import dev.coro.benchmarks.compare.Machine;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.Scale;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.util.ArrayList;
import java.util.List;

/** A comparison with made-up numbers, for the tests of the reports. */
final class SampleComparison {
  private SampleComparison() {}

  /** Every model is ten times the next one; virtual threads are absent. */
  static Comparison create() {
    List<Figure> figures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      figures.add(measured(ModelKind.PROCESS, metric, List.of(990.0, 1000.0, 1200.0), "a <b> & c"));
      figures.add(measured(ModelKind.PLATFORM_THREAD, metric, List.of(100.0), ""));
      figures.add(new Absent(ModelKind.VIRTUAL_THREAD, metric, "this Java has none"));
      figures.add(measured(ModelKind.COROUTINE, metric, List.of(9.5, 10.5), ""));
    }
    Machine machine = new Machine("Some CPU", 2, 2048, "Linux 6 amd64", "A VM 17, someone");
    return new Comparison(
        machine,
        "2026-01-02T03:04:05Z",
        "./coro compare --quick",
        Scale.quick(),
        figures,
        FINDINGS);
  }

  private static final List<Finding> FINDINGS =
      List.of(
          new Finding(
              "sample",
              "A <sample>",
              "Said & done.",
              "Seen: 3 < 4.",
              List.of(new Table("numbers", List.of("name", "value"), List.of(List.of("a<b", "1")))),
              List.of(
                  new Plot(
                      "Bars </script>",
                      Plot.Kind.BARS,
                      "",
                      "ms",
                      false,
                      false,
                      List.of(
                          new Plot.Series(
                              "one", List.of(Plot.Point.bar("coroutines", Samples.of(1, 2, 4)))))),
                  new Plot(
                      "Groups of bars",
                      Plot.Kind.BARS,
                      "",
                      "ms",
                      false,
                      true,
                      List.of(
                          new Plot.Series(
                              "platform threads",
                              List.of(
                                  Plot.Point.bar("ring", Samples.of(10, 20)),
                                  Plot.Point.bar("a name of several words", Samples.of(300)))),
                          new Plot.Series(
                              "coroutines, one carrier",
                              List.of(Plot.Point.bar("ring", Samples.of(3, 4, 5)))),
                          new Plot.Series(
                              "coroutines, two carriers",
                              List.of(Plot.Point.bar("ring", Samples.of(7)))))),
                  new Plot(
                      "Lines",
                      Plot.Kind.LINES,
                      "tasks",
                      "ns",
                      true,
                      true,
                      List.of(
                          new Plot.Series(
                              "coroutine",
                              List.of(
                                  Plot.Point.at(2, Samples.of(10)),
                                  Plot.Point.at(1000, Samples.of(20, 30)))),
                          new Plot.Series(
                              "process", List.of(Plot.Point.at(2, Samples.of(1000))))))),
              List.of("by & by")));

  private static Measured measured(
      ModelKind model, Metric metric, List<Double> samples, String remark) {
    return new Measured(model, metric, samples, "by </script> magic", remark);
  }
}
