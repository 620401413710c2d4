package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.Json;
import dev.coro.benchmarks.compare.Machine;
import dev.coro.benchmarks.experiment.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Results of JMH as one page that needs nothing else, in the look of the comparison's.
 *
 * @param results what was measured, at least one
 * @param machine where the page is made
 * @param measuredHere whether the results come from this machine, too
 * @param date when they were measured
 * @param command what made the page
 */
public record JmhReport(
    List<JmhResult> results, Machine machine, boolean measuredHere, String date, String command) {
  private static final String PAGE = "jmh.mustache";

  /** Copies the list. */
  public JmhReport {
    results = List.copyOf(results);
  }

  /** Returns the page. */
  public String format() {
    List<Finding> sections = JmhGroup.of(results).stream().map(JmhGroup::section).toList();
    Map<String, Object> context = new HashMap<>();
    context.put("report", this);
    context.put("findings", sections);
    context.put("jdks", results.stream().map(JmhReport::jdk).distinct().toList());
    return Page.format(PAGE, context, Json.ofFindings(sections));
  }

  private static String jdk(JmhResult one) {
    return "JDK " + one.jdk() + ", " + one.virtualMachine();
  }
}
