package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Json;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The comparison as one page that needs nothing else: style, script, the plotting library and the
 * figures are all in it, nothing is loaded.
 */
public final class HtmlReport {
  private final Comparison comparison;

  /** Creates the report. */
  public HtmlReport(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Returns the page. */
  public String format() {
    return Page.format(
        "page.mustache",
        Map.of(
            "hasCosts", !comparison.figures().isEmpty(),
            "comparison", comparison,
            "models", Stream.of(ModelKind.values()).map(ModelKind::label).toList(),
            "rows", Stream.of(Metric.values()).map(this::row).toList(),
            "notes", Notes.of(comparison),
            "findings", comparison.findings()),
        Json.ofComparison(comparison));
  }

  private Map<String, Object> row(Metric metric) {
    return Map.of(
        "id", metric.name(),
        "label", metric.label(),
        "unit", metric.unit(),
        "better", metric.moreIsBetter() ? "more is better" : "less is better",
        "cells", Stream.of(ModelKind.values()).map(m -> Cell.of(comparison, m, metric)).toList(),
        "hows", hows(metric));
  }

  private List<Note> hows(Metric metric) {
    return comparison.figures().stream()
        .filter(figure -> figure.metric() == metric && figure instanceof Measured)
        .map(figure -> new Note(figure.model().label(), ((Measured) figure).how()))
        .toList();
  }
}
