package dev.coro.benchmarks.report;

import dev.coro.benchmarks.change.Change;
import dev.coro.benchmarks.change.Changes;
import dev.coro.benchmarks.change.Place;
import dev.coro.benchmarks.change.Turn;
import java.util.ArrayList;
import java.util.List;

/** What the changes come to, in sentences. */
final class ChangeSummary {
  private ChangeSummary() {}

  static List<String> of(Changes changes) {
    List<String> lines = new ArrayList<>();
    lines.add(numbers(changes));
    lines.add(rankings(changes));
    changes.turned().forEach(turn -> lines.add(turned(turn)));
    changes.otherRows().forEach(row -> lines.add("Reads differently now: " + row + "."));
    addParts(lines, "Only in the older result: ", changes.onlyBefore());
    addParts(lines, "Only in this one: ", changes.onlyNow());
    if (!changes.changes().isEmpty()) {
      lines.add(
          "A difference is more than the spread if no value between the smallest and the largest"
              + " sample of one lies between those of the other; it is unknown where one has a"
              + " single value. With three samples in each, chance alone does that to one number in"
              + " ten; with five, to one in 126.");
    }
    return lines;
  }

  private static String numbers(Changes changes) {
    if (changes.changes().isEmpty()) {
      return "The two have no number in common.";
    }
    return "Of "
        + changes.changes().size()
        + " numbers that both have, "
        + count(changes, Change.Judgement.HIGHER)
        + " are higher and "
        + count(changes, Change.Judgement.LOWER)
        + " lower than the spreads explain; "
        + count(changes, Change.Judgement.WITHIN_SPREAD)
        + " are not, and of "
        + count(changes, Change.Judgement.SPREAD_UNKNOWN)
        + " that differ the spread is unknown.";
  }

  private static int count(Changes changes, Change.Judgement judgement) {
    return changes.judged(judgement).size();
  }

  private static String rankings(Changes changes) {
    return changes.turned().isEmpty()
        ? "In none of " + changes.comparedRankings() + " rankings two have changed places."
        : "In "
            + changes.comparedRankings()
            + " rankings, pairs that have changed places: "
            + changes.turned().size()
            + ".";
  }

  private static String turned(Turn turn) {
    return turn.part()
        + ": "
        + turn.group()
        + ": "
        + turn.smaller()
        + " was above "
        + turn.larger()
        + " and is below now.";
  }

  private static void addParts(List<String> lines, String words, List<Place> places) {
    List<String> parts = places.stream().map(Place::part).distinct().toList();
    if (!parts.isEmpty()) {
      lines.add(words + places.size() + " numbers, in " + String.join(", ", parts) + ".");
    }
  }
}
