package dev.coro.benchmarks.report;

import com.samskivert.mustache.Mustache;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Json;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The comparison as one page that needs nothing else: style, script, the plotting library and the
 * figures are all in it, nothing is loaded.
 */
public final class HtmlReport {
  /** From the chart.js dependency of this module; the version is that of the pom. */
  private static final String CHART_JS =
      "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

  private static final String PAGE = "/dev/coro/benchmarks/report/page.mustache";
  private static final String STYLE = "/dev/coro/benchmarks/report/page.css";
  private static final String SCRIPT = "/dev/coro/benchmarks/report/page.js";

  private final Comparison comparison;

  /** Creates the report. */
  public HtmlReport(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Returns the page. */
  public String format() {
    Map<String, Object> context =
        new HashMap<>(Map.of("hasCosts", !comparison.figures().isEmpty()));
    context.putAll(
        Map.of(
            "comparison", comparison,
            "models", Stream.of(ModelKind.values()).map(ModelKind::label).toList(),
            "rows", Stream.of(Metric.values()).map(this::row).toList(),
            "notes", Notes.of(comparison),
            "findings", comparison.findings(),
            "style", Resource.text(STYLE),
            "script", Resource.text(SCRIPT),
            "chartJs", chartJs(),
            "data", insideScript(Json.ofComparison(comparison))));
    return Mustache.compiler().compile(Resource.text(PAGE)).execute(context);
  }

  private static String chartJs() {
    // The page is one file: a link to a source map beside it would lead nowhere.
    return Resource.text(CHART_JS).replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  /** JSON may hold the end tag of a script inside a string; this writes the same JSON without. */
  static String insideScript(String json) {
    return json.replace("<", "\\u003c");
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
