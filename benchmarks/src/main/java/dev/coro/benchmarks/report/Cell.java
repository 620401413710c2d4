package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.Absent;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Figure;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;

/**
 * A figure in words, as every report shows it.
 *
 * @param model whose
 * @param median the middle sample, or {@code n/a}
 * @param range smallest and largest sample, empty if there is one sample or none
 * @param ratio the median in coroutines' medians, empty if there is none
 */
record Cell(String model, String median, String range, String ratio) {
  static final String ABSENT = "n/a";

  static Cell of(Comparison comparison, ModelKind model, Metric metric) {
    return comparison
        .figure(model, metric)
        .map(figure -> of(comparison, figure))
        .orElse(new Cell(model.label(), ABSENT, "", ""));
  }

  private static Cell of(Comparison comparison, Figure figure) {
    if (figure instanceof Absent) {
      return new Cell(figure.model().label(), ABSENT, "", "");
    }
    Measured measured = (Measured) figure;
    String range =
        measured.samples().size() == 1
            ? ""
            : Numbers.plain(measured.min()) + ".." + Numbers.plain(measured.max());
    String ratio = comparison.ratio(figure.model(), figure.metric()).map(Numbers::times).orElse("");
    return new Cell(figure.model().label(), Numbers.plain(measured.median()), range, ratio);
  }
}
