package dev.coro.benchmarks.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.coro.benchmarks.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The results for a terminal, and as JSON. */
public final class CorpusReport {
  private static final int MOST_LINES = 20;

  private final List<CorpusResult> results;
  private final StringBuilder text = new StringBuilder();

  private CorpusReport(List<CorpusResult> results) {
    this.results = results;
  }

  /** Returns table, refusals by reason, and what judges have to say; each line ended. */
  public static String format(List<CorpusResult> results, boolean listRefused) {
    CorpusReport report = new CorpusReport(results);
    report.addTable();
    report.addApart();
    report.addRefusals(listRefused);
    report.addUnjudged();
    report.addFailures();
    return report.text.toString();
  }

  /** Returns everything as JSON. */
  public static String json(List<CorpusResult> results) {
    Map<String, Object> all = new TreeMap<>();
    all.put("java", Runtime.version().toString());
    all.put("judges", judges().stream().map(Judge::label).toList());
    all.put("results", results);
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("results cannot be written as JSON", e);
    }
  }

  /** The judges that this JDK has. */
  public static List<Judge> judges() {
    return JdkJudge.isAvailable() ? List.of(Judge.values()) : List.of(Judge.JVM, Judge.ASM);
  }

  private void addTable() {
    TextTable table = new TextTable();
    table.add(
        List.of(
            "corpus",
            "classes",
            "changed",
            "methods",
            "points",
            "refused",
            "share",
            "growth",
            "us/class",
            "verified",
            "failed",
            "seconds"));
    results.forEach(result -> table.add(row(result)));
    text.append(table.format());
  }

  private static List<String> row(CorpusResult result) {
    return List.of(
        result.name(),
        String.valueOf(result.classes()),
        String.valueOf(result.changed()),
        String.valueOf(result.methods()),
        String.valueOf(result.points()),
        String.valueOf(result.refusals().size()),
        format("%.2f %%", 100 * result.refusedShare()),
        format("%.2f", result.growth()),
        format("%.0f", result.microsPerClass()),
        String.valueOf(result.verified()),
        String.valueOf(result.failed()),
        format("%.0f", result.seconds()));
  }

  private void addApart() {
    line("");
    line("Judges: %s.", String.join(", ", judges().stream().map(Judge::label).toList()));
    line(
        "Apart: %d constructors and static initialisers, %d methods that load classes, %d native"
            + " methods, %d with unreachable calls only; %d further files of the same classes.",
        sum(CorpusResult::initialisers),
        sum(CorpusResult::loading),
        sum(CorpusResult::natives),
        sum(CorpusResult::unreachable),
        sum(CorpusResult::duplicates));
  }

  private void addRefusals(boolean listRefused) {
    Map<String, List<Refusal>> byCode = new TreeMap<>();
    for (CorpusResult result : results) {
      for (Refusal refusal : result.refusals()) {
        byCode.computeIfAbsent(refusal.code(), code -> new ArrayList<>()).add(refusal);
      }
    }
    byCode.forEach(
        (code, refusals) -> {
          line("");
          line("Refused, %s: %d methods", code, refusals.size());
          if (listRefused) {
            refusals.forEach(refusal -> line("  %s", refusal.message()));
          }
        });
  }

  private void addUnjudged() {
    for (Judge judge : judges()) {
      Map<String, List<String>> byReason = new TreeMap<>();
      for (CorpusResult result : results) {
        for (Complaint complaint : result.complaints()) {
          if (complaint.judge() == judge && !complaint.isFailure()) {
            byReason
                .computeIfAbsent(kindOf(complaint), kind -> new ArrayList<>())
                .add(nameOf(complaint));
          }
        }
      }
      byReason.forEach(
          (reason, names) -> {
            line("");
            line("Not judged by %s, which refuses them untouched, too%s:", judge.label(), reason);
            addSome(names);
          });
    }
    for (CorpusResult result : results) {
      result.unreadable().forEach((name, why) -> line("No class file: %s (%s)", name, why));
    }
  }

  /** What the JVM's complaints have in common: that a class is missing, not which one it is. */
  private static String kindOf(Complaint complaint) {
    String first = firstLine(complaint.untouched());
    int colon = first.indexOf(": ");
    return complaint.judge() != Judge.JVM
        ? ""
        : " (" + (colon > 0 ? first.substring(0, colon) : first) + ")";
  }

  private static String nameOf(Complaint complaint) {
    return complaint.judge() == Judge.JVM
        ? complaint.className()
        : complaint.className() + ": " + firstLine(complaint.untouched());
  }

  private static String firstLine(String lines) {
    return lines.lines().findFirst().orElse("");
  }

  private void addSome(List<String> names) {
    names.stream().limit(MOST_LINES).forEach(name -> line("  %s", name));
    if (names.size() > MOST_LINES) {
      line("  and %d more; --json tells all", names.size() - MOST_LINES);
    }
  }

  private void addFailures() {
    for (CorpusResult result : results) {
      result.crashes().forEach((name, why) -> line("%nFAILED, transform of %s:%n  %s", name, why));
      for (Complaint complaint : result.complaints()) {
        if (complaint.isFailure()) {
          line("");
          line("FAILED, %s, %s:", complaint.className(), complaint.judge().label());
          complaint.text().lines().limit(MOST_LINES).forEach(line -> line("  %s", line));
        }
      }
    }
  }

  private long sum(java.util.function.ToIntFunction<CorpusResult> figure) {
    return results.stream().mapToLong(figure::applyAsInt).sum();
  }

  private void line(String format, Object... arguments) {
    text.append(format(format, arguments)).append('\n');
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
