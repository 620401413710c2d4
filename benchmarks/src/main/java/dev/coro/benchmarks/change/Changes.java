package dev.coro.benchmarks.change;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Machine;
import dev.coro.benchmarks.experiment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is different from an older comparison.
 *
 * @param startedAt when the older one began
 * @param command what it was made with
 * @param circumstances what makes the two unlike before anything is measured: another machine,
 *     another JDK, another scale; in words
 * @param changes the numbers that both have
 * @param onlyBefore those that only the older one has
 * @param onlyNow those that are new
 * @param comparedRankings how many rankings both have
 * @param turned who has changed places
 * @param otherRows rows of tables without plots that read differently now, as {@code part: cells}
 */
public record Changes(
    String startedAt,
    String command,
    List<String> circumstances,
    List<Change> changes,
    List<Place> onlyBefore,
    List<Place> onlyNow,
    int comparedRankings,
    List<Turn> turned,
    List<String> otherRows) {
  /** Copies the lists. */
  public Changes {
    circumstances = List.copyOf(circumstances);
    changes = List.copyOf(changes);
    onlyBefore = List.copyOf(onlyBefore);
    onlyNow = List.copyOf(onlyNow);
    turned = List.copyOf(turned);
    otherRows = List.copyOf(otherRows);
  }

  /** Compares two comparisons; parts that only one of them has do not count as differences. */
  public static Changes between(Comparison before, Comparison now) {
    Map<Place, Spread> then = Places.of(before);
    Map<Place, Spread> here = Places.of(now);
    List<Change> changes = new ArrayList<>();
    here.forEach(
        (place, spread) ->
            Optional.ofNullable(then.get(place))
                .ifPresent(old -> changes.add(Change.of(place, old, spread))));
    List<Turn> turned = new ArrayList<>();
    int compared = 0;
    List<Ranking> rankingsBefore = Ranking.of(before);
    for (Ranking ranking : Ranking.of(now)) {
      Optional<Ranking> old = rankingsBefore.stream().filter(ranking::asks).findFirst();
      compared += old.isPresent() ? 1 : 0;
      old.ifPresent(was -> turned.addAll(ranking.turnedSince(was)));
    }
    return new Changes(
        before.startedAt(),
        before.command(),
        circumstances(before, now),
        changes,
        missing(then, here),
        missing(here, then),
        compared,
        turned,
        otherRows(before, now));
  }

  /** Returns the numbers that were judged so. */
  public List<Change> judged(Change.Judgement judgement) {
    return changes.stream().filter(change -> change.judgement() == judgement).toList();
  }

  private static List<Place> missing(Map<Place, Spread> from, Map<Place, Spread> in) {
    return from.keySet().stream().filter(place -> !in.containsKey(place)).toList();
  }

  private static List<String> circumstances(Comparison before, Comparison now) {
    List<String> words = new ArrayList<>();
    Machine old = before.machine();
    Machine here = now.machine();
    addUnlike(words, "processor", old.processor(), here.processor());
    addUnlike(words, "number of cores", old.cores(), here.cores());
    addUnlike(words, "memory in MiB", old.memoryMib(), here.memoryMib());
    addUnlike(words, "system", old.system(), here.system());
    addUnlike(words, "JDK", old.jdk(), here.jdk());
    addUnlike(words, "scale", before.scale().name(), now.scale().name());
    if (words.isEmpty() && !before.scale().equals(now.scale())) {
      words.add("what the costs do: the scale has the same name, but other counts");
    }
    return words;
  }

  private static void addUnlike(List<String> words, String what, Object before, Object now) {
    if (!before.equals(now)) {
      words.add(what + ": was " + before + ", is " + now);
    }
  }

  private static List<String> otherRows(Comparison before, Comparison now) {
    List<String> rows = new ArrayList<>();
    for (Finding finding : now.findings()) {
      before.findings().stream()
          .filter(old -> old.id().equals(finding.id()) && finding.plots().isEmpty())
          .forEach(
              old -> {
                List<List<String>> known = rows(old);
                rows(finding).stream()
                    .filter(row -> !known.contains(row))
                    .forEach(row -> rows.add(finding.id() + ": " + String.join(", ", row)));
              });
    }
    return rows;
  }

  private static List<List<String>> rows(Finding finding) {
    return finding.tables().stream().flatMap(table -> table.rows().stream()).toList();
  }
}
