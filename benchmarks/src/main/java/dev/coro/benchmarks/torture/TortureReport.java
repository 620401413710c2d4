package dev.coro.benchmarks.torture;

import dev.coro.benchmarks.report.TextTable;
import java.util.List;
import java.util.Locale;

/** All runs as a table for a terminal, and what to do about those that were bad. */
public final class TortureReport {
  private TortureReport() {}

  /** Returns the whole report, each line ended. */
  public static String format(List<TortureOutcome> outcomes) {
    TextTable table = new TextTable();
    table.add(
        List.of(
            "program",
            "rate",
            "seed",
            "suspensions",
            "pinned",
            "methods",
            "refused",
            "seconds",
            "plain",
            "result"));
    outcomes.forEach(outcome -> table.add(row(outcome)));
    StringBuilder text = new StringBuilder(table.format());
    for (TortureOutcome outcome : outcomes) {
      if (!outcome.isGood()) {
        text.append('\n').append(outcome.program().name()).append(": ");
        text.append(outcome.difference()).append("\n  ").append(outcome.command()).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> row(TortureOutcome outcome) {
    TortureSettings settings = outcome.settings();
    return List.of(
        outcome.program().name() + (settings.threads() ? ", two threads" : ""),
        String.valueOf(settings.rate()),
        String.valueOf(settings.seed()),
        String.valueOf(outcome.figure("suspensions")),
        String.valueOf(outcome.figure("pinned")),
        String.valueOf(outcome.figure("methods")),
        outcome.refused().isEmpty() ? "0" : outcome.refused().toString(),
        seconds(outcome.seconds()),
        seconds(outcome.plainSeconds()),
        outcome.isGood() ? "same" : "BAD");
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }
}
