package dev.coro.benchmarks.change;

import dev.coro.benchmarks.compare.Comparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is ahead of whom.
 *
 * @param part the id of the part
 * @param group what is measured
 * @param unit what is counted
 * @param fromSmallest the names by their medians; those that share a list cannot be told apart, as
 *     what may be expected of them overlaps, each with that of the one before
 */
public record Ranking(String part, String group, String unit, List<List<String>> fromSmallest) {
  private record Entry(String name, Spread spread) {}

  /** Copies the lists. */
  public Ranking {
    fromSmallest = fromSmallest.stream().map(List::copyOf).toList();
  }

  /** Returns a ranking for each question that at least two have answered. */
  public static List<Ranking> of(Comparison comparison) {
    Map<Place, List<Entry>> groups = new LinkedHashMap<>();
    Places.of(comparison)
        .forEach(
            (place, spread) ->
                groups
                    .computeIfAbsent(
                        new Place(place.part(), place.group(), "", place.unit()),
                        question -> new ArrayList<>())
                    .add(new Entry(place.name(), spread)));
    List<Ranking> rankings = new ArrayList<>();
    groups.forEach(
        (question, entries) -> {
          if (entries.size() > 1) {
            rankings.add(
                new Ranking(question.part(), question.group(), question.unit(), ranked(entries)));
          }
        });
    return rankings;
  }

  private static List<List<String>> ranked(List<Entry> entries) {
    entries.sort(Comparator.comparingDouble(entry -> entry.spread().median()));
    List<List<String>> ranks = new ArrayList<>();
    double reached = 0;
    for (Entry entry : entries) {
      Spread expected = entry.spread().expected();
      boolean apart = ranks.isEmpty() || expected.low() > reached;
      if (apart) {
        ranks.add(new ArrayList<>());
      }
      ranks.get(ranks.size() - 1).add(entry.name());
      reached = apart ? expected.high() : Math.max(reached, expected.high());
    }
    return ranks;
  }

  boolean asks(Ranking other) {
    return part.equals(other.part) && group.equals(other.group) && unit.equals(other.unit);
  }

  /** Returns those that were told apart before and are now, but the other way round. */
  List<Turn> turnedSince(Ranking before) {
    List<Turn> turns = new ArrayList<>();
    List<String> names = fromSmallest.stream().flatMap(List::stream).toList();
    for (String one : names) {
      for (String other : names) {
        if (rank(one) < rank(other)
            && before.rank(other) >= 0
            && before.rank(one) > before.rank(other)) {
          turns.add(new Turn(part, group, one, other));
        }
      }
    }
    return turns;
  }

  private int rank(String name) {
    for (int rank = 0; rank < fromSmallest.size(); rank++) {
      if (fromSmallest.get(rank).contains(name)) {
        return rank;
      }
    }
    return -1;
  }
}
