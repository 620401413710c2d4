package dev.coro.benchmarks.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.change.Change.Judgement;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChangesTest {
  private static final Machine MACHINE = new Machine("cpu", 2, 100, "os", "jdk 17");

  private static Comparison comparison(List<Figure> figures, Finding... findings) {
    return new Comparison(
        MACHINE, "then", "./coro compare", Scale.quick(), figures, List.of(findings));
  }

  private static Figure create(ModelKind model, Double... samples) {
    return new Measured(model, Metric.CREATE, List.of(samples), "how", "");
  }

  private static Finding finding(String id, Plot... plots) {
    return new Finding(id, "title", "claim", "verdict", List.of(), List.of(plots), List.of());
  }

  private static Plot bars(Plot.Series... series) {
    return new Plot("Bars", Plot.Kind.BARS, "", "ms", false, false, List.of(series));
  }

  private static Plot.Series series(String name, Plot.Point... points) {
    return new Plot.Series(name, Arrays.asList(points));
  }

  private static Change only(Comparison before, Comparison now) {
    List<Change> changes = Changes.between(before, now).changes();
    assertEquals(1, changes.size());
    return changes.get(0);
  }

  private static Change coroutines(List<Double> before, List<Double> now) {
    return only(
        comparison(List.of(create(ModelKind.COROUTINE, before.toArray(Double[]::new)))),
        comparison(List.of(create(ModelKind.COROUTINE, now.toArray(Double[]::new)))));
  }

  @Test
  void figureIsComparedWithThatOfTheSameModelAndMetric() {
    Change change = coroutines(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 9.0));
    assertEquals(new Place("costs", "create, run and end one", "coroutine", "ns"), change.place());
    assertEquals(new Spread(2, 1, 3), change.before());
    assertEquals(new Spread(5, 4, 9), change.now());
    assertEquals(2.5, change.ratio());
    assertEquals(Judgement.HIGHER, change.judgement());
  }

  @Test
  void samplesThatOverlapExplainTheDifference() {
    assertEquals(
        Judgement.WITHIN_SPREAD,
        coroutines(List.of(1.0, 2.0, 4.0), List.of(4.0, 5.0, 9.0)).judgement());
  }

  @Test
  void smallerNumberIsLower() {
    assertEquals(Judgement.LOWER, coroutines(List.of(5.0, 6.0), List.of(3.0, 4.0)).judgement());
  }

  @Test
  void singleSampleOutsideHasAnUnknownSpread() {
    assertEquals(Judgement.SPREAD_UNKNOWN, coroutines(List.of(1.0, 2.0), List.of(3.0)).judgement());
    assertEquals(Judgement.SPREAD_UNKNOWN, coroutines(List.of(1.0), List.of(3.0)).judgement());
  }

  @Test
  void singleSampleWithinTheOtherSpreadIsExplained() {
    assertEquals(Judgement.WITHIN_SPREAD, coroutines(List.of(1.0, 4.0), List.of(3.0)).judgement());
  }

  @Test
  void ratioToZeroIsNone() {
    assertNull(coroutines(List.of(0.0), List.of(3.0)).ratio());
  }

  @Test
  void absentFigureIsNoNumber() {
    Figure absent = new Absent(ModelKind.VIRTUAL_THREAD, Metric.CREATE, "none here");
    Figure measured = create(ModelKind.VIRTUAL_THREAD, 1.0);
    Changes changes = Changes.between(comparison(List.of(absent)), comparison(List.of(measured)));
    assertEquals(List.of(), changes.changes());
    assertEquals(List.of("virtual thread"), changes.onlyNow().stream().map(Place::name).toList());
    assertEquals(List.of(), changes.onlyBefore());
  }

  @Test
  void pointsOfLinesAreComparedWhereTheyHaveTheSameX() {
    Plot before = line(Plot.Point.at(2, Samples.of(1, 2)), Plot.Point.at(16, Samples.of(3, 4)));
    Plot now = line(Plot.Point.at(16, Samples.of(8, 9)), Plot.Point.at(1000, Samples.of(5)));
    Comparison old = comparison(List.of(), finding("scaling", before));
    Changes changes = Changes.between(old, comparison(List.of(), finding("scaling", now)));
    assertEquals(
        List.of(new Place("scaling", "A switch, 16 tasks", "coroutines", "ns")),
        changes.changes().stream().map(Change::place).toList());
    assertEquals("A switch, 2 tasks", changes.onlyBefore().get(0).group());
    assertEquals("A switch, 1,000 tasks", changes.onlyNow().get(0).group());
  }

  private static Plot line(Plot.Point... points) {
    return new Plot(
        "A switch",
        Plot.Kind.LINES,
        "tasks",
        "ns",
        true,
        true,
        List.of(series("coroutines", points)));
  }

  @Test
  void rankingHasThoseThatCannotBeToldApartTogether() {
    Comparison comparison =
        comparison(
            List.of(),
            finding(
                "pi",
                bars(
                    series(
                        "time",
                        Plot.Point.bar("slow", Samples.of(10, 11)),
                        Plot.Point.bar("fast", Samples.of(1, 2, 3)),
                        Plot.Point.bar("also fast", Samples.of(2, 4))))));
    assertEquals(
        List.of(
            new Ranking(
                "pi", "Bars", "ms", List.of(List.of("fast", "also fast"), List.of("slow")))),
        Ranking.of(comparison));
  }

  /** A single value may be another one next time, by a half; samples by a little. */
  @Test
  void rankingExpectsMoreThanTheSamples() {
    Comparison comparison =
        comparison(
            List.of(),
            finding(
                "pi",
                bars(
                    series(
                        "time",
                        Plot.Point.bar("a", Samples.of(10, 11)),
                        Plot.Point.bar("b", Samples.of(11.5, 12)),
                        Plot.Point.bar("c", Samples.of(13)),
                        Plot.Point.bar("d", Samples.of(30))))));
    assertEquals(
        List.of(List.of("a", "b", "c"), List.of("d")),
        Ranking.of(comparison).get(0).fromSmallest());
  }

  @Test
  void barsOfSeveralSeriesAreRankedLabelByLabel() {
    Plot plot =
        bars(
            series("threads", Plot.Point.bar("ring", Samples.of(5))),
            series("coroutines", Plot.Point.bar("ring", Samples.of(1))));
    assertEquals(
        List.of(
            new Ranking(
                "canon", "Bars, ring", "ms", List.of(List.of("coroutines"), List.of("threads")))),
        Ranking.of(comparison(List.of(), finding("canon", plot))));
  }

  @Test
  void onlyThoseToldApartInBothCanChangePlaces() {
    Comparison before = race(Samples.of(1, 2), Samples.of(5, 6), Samples.of(9, 10));
    Comparison now = race(Samples.of(7, 8), Samples.of(5, 6), Samples.of(7.5, 8.5));
    Changes changes = Changes.between(before, now);
    assertEquals(List.of(new Turn("pi", "Bars", "b", "a")), changes.turned());
    assertEquals(1, changes.comparedRankings());
  }

  private static Comparison race(Samples a, Samples b, Samples c) {
    return comparison(
        List.of(),
        finding(
            "pi",
            bars(
                series(
                    "time",
                    Plot.Point.bar("a", a),
                    Plot.Point.bar("b", b),
                    Plot.Point.bar("c", c)))));
  }

  @Test
  void tablesWithoutPlotsAreComparedRowByRow() {
    Comparison before = crashes("the process went on");
    assertEquals(List.of(), Changes.between(before, crashes("the process went on")).otherRows());
    assertEquals(
        List.of("crashes: exception, the process died"),
        Changes.between(before, crashes("the process died")).otherRows());
  }

  private static Comparison crashes(String end) {
    Table table =
        new Table("caption", List.of("failure", "end"), List.of(List.of("exception", end)));
    return comparison(
        List.of(),
        new Finding("crashes", "title", "claim", "verdict", List.of(table), List.of(), List.of()));
  }

  @Test
  void otherMachineJdkAndScaleAreTold() {
    Comparison before = comparison(List.of());
    assertEquals(List.of(), Changes.between(before, before).circumstances());
    Comparison now =
        new Comparison(
            new Machine("cpu", 8, 100, "os", "jdk 25"),
            "now",
            "./coro compare",
            Scale.full(),
            List.of(),
            List.of());
    assertEquals(
        List.of(
            "number of cores: was 2, is 8",
            "JDK: was jdk 17, is jdk 25",
            "scale: was quick, is full"),
        Changes.between(before, now).circumstances());
    assertTrue(Changes.between(before, now).changes().isEmpty());
  }
}
