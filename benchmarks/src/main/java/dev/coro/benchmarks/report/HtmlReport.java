package dev.coro.benchmarks.report;

import dev.coro.benchmarks.change.Changes;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The comparison as one page that needs nothing else: style, script, the plotting library and the
 * figures are all in it, nothing is loaded.
 */
final class HtmlReport {
  private final Report report;
  private final Comparison comparison;

  HtmlReport(Report report) {
    this.report = report;
    this.comparison = report.comparison();
  }

  /** Returns the page. */
  String format() {
    Map<String, Object> context = new HashMap<>();
    context.put("hasCosts", !comparison.figures().isEmpty());
    context.put("comparison", comparison);
    context.put("models", Stream.of(ModelKind.values()).map(ModelKind::label).toList());
    context.put("modelRows", ModelTable.rows(comparison));
    context.put("rows", Stream.of(Metric.values()).map(this::row).toList());
    context.put("notes", Notes.of(comparison));
    context.put("findings", comparison.findings());
    addChanges(context, report.changes());
    return Page.format("page.mustache", context, report.json());
  }

  private static void addChanges(Map<String, Object> context, @Nullable Changes changes) {
    context.put("hasChanges", changes != null);
    if (changes == null) {
      return;
    }
    context.put("changes", changes);
    context.put("circumstances", new ChangeText(changes).circumstances());
    context.put("changeSummary", ChangeSummary.of(changes));
    List<ChangeLine> lines = changes.changes().stream().map(ChangeLine::of).toList();
    context.put("differing", lines.stream().filter(ChangeLine::differs).toList());
    context.put("changeLines", lines);
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
