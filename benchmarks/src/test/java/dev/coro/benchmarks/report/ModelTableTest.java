package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Scale;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelTableTest {
  private static final String NOT_MEASURED = ModelFigures.NOT_MEASURED;

  private static List<String> seen(Comparison comparison, String aspect) {
    return ModelTable.rows(comparison).stream()
        .filter(row -> row.aspect().startsWith(aspect))
        .findFirst()
        .orElseThrow()
        .cells()
        .stream()
        .map(ModelRow.Cell::seen)
        .toList();
  }

  private static Comparison with(String id, List<Table> tables, List<Plot> plots) {
    Finding finding = new Finding(id, "title", "claim", "verdict", tables, plots, List.of());
    return Comparison.empty("./coro compare", Scale.quick()).withFindings(List.of(finding));
  }

  private static Plot bars(Plot.Point... points) {
    return new Plot(
        "Bars",
        Plot.Kind.BARS,
        "",
        "ns",
        false,
        false,
        List.of(new Plot.Series("time", List.of(points))));
  }

  @Test
  void costsAreTheirFiguresWithSpread() {
    assertEquals(
        List.of(
            "1 us (990 ns..1.20 us)",
            "100 ns",
            "no figure; the notes say why",
            "10 ns (9.50 ns..10.5 ns)"),
        seen(SampleComparison.create(), "create"));
  }

  @Test
  void withoutMeasurementsRowsSaySoAndWordsStay() {
    Comparison nothing = Comparison.empty("./coro compare", Scale.quick());
    assertEquals(
        List.of(NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED), seen(nothing, "switch"));
    assertEquals(List.of("", "", "", ""), seen(nothing, "scheduler"));
    assertEquals(List.of("", NOT_MEASURED, NOT_MEASURED, NOT_MEASURED), seen(nothing, "safety"));
  }

  @Test
  void handOffIsTheFastestWayOfEachModel() {
    Plot plot =
        bars(
            Plot.Point.bar("processes, pipe", Samples.of(3000)),
            Plot.Point.bar("platform threads, SynchronousQueue", Samples.of(900)),
            Plot.Point.bar("coroutines, shared channel", Samples.of(500)),
            Plot.Point.bar("coroutines, channel of 1", Samples.of(50, 60, 70)));
    assertEquals(
        List.of(
            "3 us, pipe",
            "900 ns, SynchronousQueue",
            NOT_MEASURED,
            "60 ns (50 ns..70 ns), channel of 1"),
        seen(with("handoff", List.of(), List.of(plot)), "communication"));
  }

  @Test
  void survivorsAreToldForEachFailure() {
    Table table =
        new Table(
            "caption",
            List.of("failure", "tasks are", "what is left"),
            List.of(
                List.of("an exception", "processes", "2 of the 2 others; status 1"),
                List.of("an exception", "coroutines of one carrier", "2 of the 2 others; x"),
                List.of("a native crash", "coroutines of one carrier", "0 of the 2 others; y")));
    assertEquals(
        List.of(
            "left after an exception: 2 of the 2 others",
            NOT_MEASURED,
            NOT_MEASURED,
            "left after an exception: 2 of the 2 others; a native crash: 0 of the 2 others"),
        seen(with("crashes", List.of(table), List.of()), "a crash"));
  }

  @Test
  void pagesAreTheEndsOfTheLines() {
    Plot lines =
        new Plot(
            "Throughput",
            Plot.Kind.LINES,
            "connections",
            "requests/s",
            true,
            true,
            List.of(
                new Plot.Series("threads", List.of(Plot.Point.at(10, Samples.of(5)))),
                new Plot.Series(
                    "coroutines",
                    List.of(
                        Plot.Point.at(10, Samples.of(6)), Plot.Point.at(1000, Samples.of(7, 9)))),
                new Plot.Series(
                    "2 processes x threads", List.of(Plot.Point.at(10, Samples.of(8))))));
    assertEquals(
        List.of(
            "8 requests/s at 10 connections, 2 processes x threads",
            "5 requests/s at 10 connections",
            NOT_MEASURED,
            "8 requests/s (7 requests/s..9 requests/s) at 1,000 connections"),
        seen(with("pages", List.of(), List.of(lines)), "I/O"));
  }
}
