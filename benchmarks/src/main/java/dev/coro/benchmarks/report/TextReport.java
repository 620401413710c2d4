package dev.coro.benchmarks.report;

import dev.coro.benchmarks.change.Changes;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Machine;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The comparison as an aligned table for a terminal. */
final class TextReport {
  private final Comparison comparison;
  private final @Nullable Changes changes;

  TextReport(Report report) {
    this.comparison = report.comparison();
    this.changes = report.changes();
  }

  /** Returns the whole report, each line ended. */
  String format() {
    String costs = comparison.figures().isEmpty() ? "" : table() + "\n" + notes();
    String changed = changes == null ? "" : "\n" + new ChangeText(changes).format();
    return heading() + "\n" + costs + "\n" + models() + findings() + changed;
  }

  private String models() {
    StringBuilder text = new StringBuilder("What is said of the models, and seen here:\n");
    for (ModelRow row : ModelTable.rows(comparison)) {
      text.append('\n').append(row.aspect()).append('\n');
      for (ModelRow.Cell cell : row.cells()) {
        text.append("  ").append(cell.model()).append(": ").append(cell.text()).append('\n');
      }
      if (!row.java().isEmpty()) {
        text.append("  ").append(row.java()).append('\n');
      }
    }
    return text.toString();
  }

  private String heading() {
    Machine machine = comparison.machine();
    return machine.processor()
        + ", "
        + machine.cores()
        + " cores, "
        + machine.memoryMib()
        + " MiB\n"
        + machine.system()
        + "\n"
        + machine.jdk()
        + "\n"
        + comparison.startedAt()
        + ", "
        + comparison.command()
        + "\n";
  }

  private String table() {
    TextTable table = new TextTable();
    table.add(row("median of samples", ModelKind::label));
    for (Metric metric : Metric.values()) {
      String better = metric.moreIsBetter() ? ", more is better" : "";
      table.add(row(metric.label() + " [" + metric.unit() + better + "]", c -> ""));
      table.add(row("  median", model -> cell(model, metric).median()));
      table.add(row("  min..max", model -> cell(model, metric).range()));
      table.add(row("  times a coroutine", model -> cell(model, metric).ratio()));
    }
    return table.format();
  }

  private String findings() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : comparison.findings()) {
      text.append('\n').append(finding.title()).append('\n');
      text.append("  Said: ").append(finding.claim()).append('\n');
      text.append("  Seen: ").append(finding.verdict()).append('\n');
      for (Table table : finding.tables()) {
        TextTable aligned = new TextTable();
        aligned.add(table.columns());
        table.rows().forEach(aligned::add);
        text.append('\n').append(table.caption()).append(":\n").append(aligned.format());
      }
    }
    return text.toString();
  }

  private static List<String> row(String name, Function<ModelKind, String> column) {
    List<String> row = new ArrayList<>();
    row.add(name);
    Stream.of(ModelKind.values()).map(column).forEach(row::add);
    return row;
  }

  private Cell cell(ModelKind model, Metric metric) {
    return Cell.of(comparison, model, metric);
  }

  private String notes() {
    return Notes.of(comparison).stream()
        .map(note -> note.subject() + ": " + note.text() + "\n")
        .collect(Collectors.joining());
  }
}
