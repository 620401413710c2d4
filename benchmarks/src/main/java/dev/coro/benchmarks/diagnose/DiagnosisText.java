package dev.coro.benchmarks.diagnose;

import dev.coro.benchmarks.report.TextTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes a diagnosis for people. */
final class DiagnosisText {
  /** How many threads are listed. */
  private static final int BUSIEST = 8;

  /** How many kinds of waits are listed. */
  private static final int WAITS = 6;

  private final Diagnosis diagnosis;
  private final StringBuilder text = new StringBuilder();

  DiagnosisText(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  String format() {
    Figures figures = diagnosis.figures();
    Verdict verdict = diagnosis.verdict();
    line("%s: %s", diagnosis.target(), verdict.kind().label());
    line(
        "Held up by the CPU for %s of the time; %.2f threads or coroutines on average waited for"
            + " I/O or slept. Seen for %.1f s, in %d looks.",
        Evidence.percent(verdict.computing()),
        verdict.waitingForIo(),
        figures.seconds(),
        figures.looks());
    line("");
    evidence();
    threads();
    diagnosis.jvms().forEach(this::jvm);
    line("What fits: %s", diagnosis.advice().model());
    diagnosis.advice().against().forEach(doubt -> line("  * %s", doubt));
    if (!figures.notes().isEmpty()) {
      line("");
      figures.notes().forEach(note -> line("Note: %s", note));
    }
    return text.toString();
  }

  private void evidence() {
    TextTable table = new TextTable();
    diagnosis.evidence().forEach(row -> table.add(List.of(row.what(), row.value())));
    table(table);
  }

  private void threads() {
    TextTable table = new TextTable();
    table.add(List.of("busiest threads", "pid", "tid", "run", "no CPU", "waits/s"));
    diagnosis.figures().threads().stream()
        .filter(thread -> thread.runSeconds() > 0)
        .sorted(Comparator.comparingDouble(ThreadFigures::runSeconds).reversed())
        .limit(BUSIEST)
        .forEach(thread -> table.add(row(thread)));
    table(table);
  }

  private List<String> row(ThreadFigures thread) {
    double seconds = diagnosis.figures().seconds();
    return List.of(
        thread.name() + (isCarrier(thread) ? " (carrier)" : ""),
        Long.toString(thread.pid()),
        Long.toString(thread.tid()),
        Evidence.percent(thread.runSeconds() / seconds),
        Evidence.percent(thread.queueSeconds() / seconds),
        String.format(Locale.ROOT, "%.0f", thread.voluntary() / seconds));
  }

  private boolean isCarrier(ThreadFigures thread) {
    return diagnosis.jvms().stream()
        .filter(jvm -> jvm.pid() == thread.pid())
        .flatMap(jvm -> jvm.carriers().stream())
        .anyMatch(carrier -> carrier.tid() == thread.tid());
  }

  private void jvm(JvmProfile jvm) {
    if (!jvm.complete()) {
      line("JVM %d ended while it was recorded: its last seconds are missing.", jvm.pid());
    }
    if (jvm.samples() == 0) {
      line("JVM %d: the flight recorder saw no Java code running.", jvm.pid());
      line("");
    } else {
      TextTable table = new TextTable();
      table.add(List.of("JVM " + jvm.pid() + ": hottest frames", "self", "with callees"));
      for (HotFrame frame : jvm.hottest()) {
        table.add(
            List.of(
                frame.method(),
                Evidence.percent((double) frame.self() / jvm.samples()),
                Evidence.percent((double) frame.inclusive() / jvm.samples())));
      }
      table(table);
    }
    waits(jvm);
  }

  private void waits(JvmProfile jvm) {
    if (!jvm.waits().isEmpty()) {
      TextTable table = new TextTable();
      table.add(
          List.of("JVM " + jvm.pid() + ": events of 1 ms or more", "count", "on average", "most"));
      jvm.waits().stream()
          .limit(WAITS)
          .forEach(
              wait ->
                  table.add(
                      List.of(
                          wait.what(),
                          Integer.toString(wait.count()),
                          String.format(Locale.ROOT, "%.2f", wait.seconds() / jvm.seconds()),
                          wait.where())));
      table(table);
    }
  }

  private void table(TextTable table) {
    text.append(table.format()).append('\n');
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
