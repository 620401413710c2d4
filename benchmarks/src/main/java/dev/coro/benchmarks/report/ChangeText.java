package dev.coro.benchmarks.report;

import dev.coro.benchmarks.change.Change;
import dev.coro.benchmarks.change.Changes;
import java.util.List;
import java.util.stream.Collectors;

/** What has changed, in words and in an aligned table. */
final class ChangeText {
  private final Changes changes;

  ChangeText(Changes changes) {
    this.changes = changes;
  }

  String format() {
    return "Against the result of "
        + changes.startedAt()
        + ", "
        + changes.command()
        + "\n"
        + circumstances().stream().map(line -> "  " + line + "\n").collect(Collectors.joining())
        + table()
        + ChangeSummary.of(changes).stream()
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining());
  }

  /** What has to be known before any number is compared. */
  List<String> circumstances() {
    return changes.circumstances().isEmpty()
        ? List.of("Same machine, same JDK, same scale.")
        : changes.circumstances().stream().map(words -> "Not the same " + words + ".").toList();
  }

  private String table() {
    List<Change> shown =
        changes.changes().stream()
            .filter(change -> change.judgement() != Change.Judgement.WITHIN_SPREAD)
            .toList();
    if (shown.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable();
    table.add(List.of("part: what", "whose", "before", "now", "ratio", "more than the spread"));
    for (Change change : shown) {
      ChangeLine line = ChangeLine.of(change);
      table.add(
          List.of(
              line.what(), line.name(), line.before(), line.now(), line.ratio(), line.judged()));
    }
    return table.format() + "  Those that the spreads explain are in the page and the JSON.\n";
  }
}
