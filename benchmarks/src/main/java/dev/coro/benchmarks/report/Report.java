package dev.coro.benchmarks.report;

import dev.coro.benchmarks.change.Changes;
import dev.coro.benchmarks.change.Ranking;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is reported, in each form.
 *
 * @param comparison what was measured
 * @param changes what is different from an older comparison; null if none was named
 */
public record Report(Comparison comparison, @Nullable Changes changes) {
  /** As JSON: the comparison, who is ahead of whom, and the changes. */
  public String json() {
    Map<String, Object> conclusions = new HashMap<>();
    conclusions.put("rankings", Ranking.of(comparison));
    if (changes != null) {
      conclusions.put("against", changes);
    }
    return Json.ofComparison(comparison, conclusions);
  }

  /** As text for a terminal. */
  public String text() {
    return new TextReport(this).format();
  }

  /** As a page. */
  public String page() {
    return new HtmlReport(this).format();
  }
}
