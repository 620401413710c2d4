package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Figure;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a comparison has to say of one model, in a few words. */
final class ModelFigures {
  static final String NOT_MEASURED = "not measured in this run";

  private static final int ROW_FAILURE = 0;
  private static final int ROW_TASKS = 1;
  private static final int ROW_OUTCOME = 2;

  private final Comparison comparison;

  ModelFigures(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Median and spread of one of the costs. */
  String cost(ModelKind model, Metric metric) {
    return comparison.figure(model, metric).map(ModelFigures::cost).orElse(NOT_MEASURED);
  }

  private static String cost(Figure figure) {
    if (!(figure instanceof Measured measured)) {
      return "no figure; the notes say why";
    }
    String unit = figure.metric().unit();
    return spread(measured.median(), measured.min(), measured.max(), unit);
  }

  /** As {@link #cost}, with what the figure remarks. */
  String costAndRemark(ModelKind model, Metric metric) {
    String remark =
        comparison
            .figure(model, metric)
            .filter(Measured.class::isInstance)
            .map(figure -> ((Measured) figure).remark())
            .orElse("");
    return cost(model, metric) + (remark.isEmpty() ? "" : "; " + remark);
  }

  /**
   * The smallest median among the bars of a model.
   *
   * @param part an experiment
   * @param plot its plot, counted from 0
   */
  String leastBar(String part, int plot, ModelKind model) {
    return plot(part, plot)
        .flatMap(
            bars ->
                bars.series().get(0).points().stream()
                    .filter(point -> isOf(model, point.label()))
                    .min(Comparator.comparingDouble(Plot.Point::y))
                    .map(
                        point ->
                            spread(point.y(), point.low(), point.high(), bars.yLabel())
                                + named(model, point.label())))
        .orElse(NOT_MEASURED);
  }

  /**
   * The last points of the lines of a model, in the first plot.
   *
   * @param part an experiment
   */
  String lineEnds(String part, ModelKind model) {
    return plot(part, 0)
        .map(
            lines ->
                lines.series().stream()
                    .filter(series -> isOf(model, series.name()) && !series.points().isEmpty())
                    .map(series -> lineEnd(lines, series, model))
                    .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty())
        .orElse(NOT_MEASURED);
  }

  private static String lineEnd(Plot plot, Plot.Series series, ModelKind model) {
    Plot.Point last = series.points().get(series.points().size() - 1);
    return spread(last.y(), last.low(), last.high(), plot.yLabel())
        + " at "
        + Numbers.plain(last.x())
        + " "
        + plot.xLabel()
        + named(model, series.name());
  }

  /** Who went on after each kind of failure. */
  String survivors(ModelKind model) {
    List<String> words = new ArrayList<>();
    finding("crashes").stream()
        .flatMap(finding -> finding.tables().stream())
        .map(Table::rows)
        .flatMap(List::stream)
        .filter(row -> isOf(model, row.get(ROW_TASKS)))
        .forEach(row -> words.add(row.get(ROW_FAILURE) + ": " + left(row.get(ROW_OUTCOME))));
    return words.isEmpty() ? NOT_MEASURED : "left after " + String.join("; ", words);
  }

  /** The number of survivors, without how the one that failed has ended. */
  private static String left(String outcome) {
    return outcome.replaceFirst(";.*", "");
  }

  private Optional<Finding> finding(String part) {
    return comparison.findings().stream().filter(one -> one.id().equals(part)).findFirst();
  }

  private Optional<Plot> plot(String part, int number) {
    return finding(part).stream()
        .flatMap(finding -> finding.plots().stream())
        .skip(number)
        .findFirst();
  }

  /**
   * Labels begin with the model's name, in the plural or not, perhaps after a number; plain threads
   * are the platform's.
   */
  private static boolean isOf(ModelKind model, String label) {
    String bare = label.replaceFirst("^[0-9]+ ", "");
    return Stream.of(ModelKind.values())
        .filter(kind -> bare.startsWith(kind.label()))
        .findFirst()
        .map(kind -> kind == model)
        .orElse(model == ModelKind.PLATFORM_THREAD && bare.startsWith("thread"));
  }

  /** What a label tells beyond the model's name. */
  private static String named(ModelKind model, String label) {
    String rest =
        label.startsWith(model.label())
            ? label.substring(model.label().length()).replaceFirst("^(es|s)?,? *", "")
            : label;
    return rest.isEmpty() || rest.equals("threads") ? "" : ", " + rest;
  }

  private static String spread(double median, double low, double high, String unit) {
    String amount = Numbers.amount(median, unit);
    return low == high
        ? amount
        : amount + " (" + Numbers.amount(low, unit) + ".." + Numbers.amount(high, unit) + ")";
  }
}
