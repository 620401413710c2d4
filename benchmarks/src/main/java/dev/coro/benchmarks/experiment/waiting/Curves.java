package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The rounds of several ways at several degrees of concurrency. */
final class Curves {
  /** What differs by less than this is called equal. */
  private static final double SMALL = 0.05;

  /** The same where there is one round, so that nobody knows how far rounds are apart. */
  private static final double SMALL_IN_ONE_ROUND = 0.25;

  private final String crowd;
  private final String operations;
  private final String times;
  private final Map<String, TreeMap<Integer, List<Round>>> rounds = new LinkedHashMap<>();
  private final Map<String, TreeMap<Integer, String>> absences = new LinkedHashMap<>();

  /**
   * Without rounds.
   *
   * @param crowd what there are more and more of, such as "connections"
   * @param operations what is counted, such as "requests"
   * @param times what the times of a round are, such as "time of a response"
   */
  Curves(String crowd, String operations, String times) {
    this.crowd = crowd;
    this.operations = operations;
    this.times = times;
  }

  void add(String way, int number, Round round) {
    rounds
        .computeIfAbsent(way, key -> new TreeMap<>())
        .computeIfAbsent(number, key -> new ArrayList<>())
        .add(round);
  }

  /** Tells why there is nothing for that number. */
  void addAbsence(String way, int number, String why) {
    rounds.computeIfAbsent(way, key -> new TreeMap<>());
    absences.computeIfAbsent(way, key -> new TreeMap<>()).put(number, why);
  }

  private @Nullable Samples samples(String way, int number, ToDoubleFunction<Round> figure) {
    TreeMap<Integer, List<Round>> ofWay = rounds.get(way);
    List<Round> found = ofWay == null ? null : ofWay.get(number);
    return found == null ? null : Samples.of(found.stream().mapToDouble(figure).toArray());
  }

  private SortedSet<Integer> numbers() {
    TreeSet<Integer> numbers = new TreeSet<>();
    rounds.values().forEach(one -> numbers.addAll(one.keySet()));
    absences.values().forEach(one -> numbers.addAll(one.keySet()));
    return numbers;
  }

  // ---- tables

  Table table(String caption) {
    List<List<String>> rows = new ArrayList<>();
    for (int number : numbers()) {
      for (String way : rounds.keySet()) {
        Samples speed = samples(way, number, Round::perSecond);
        String why = absences.getOrDefault(way, new TreeMap<>()).get(number);
        if (speed != null) {
          rows.add(row(way, number, speed));
        } else if (why != null) {
          rows.add(List.of("" + number, way, why, "", "", "", "", ""));
        }
      }
    }
    return new Table(
        caption,
        List.of(
            crowd,
            "ways",
            operations + "/s",
            "range",
            "p50 ms",
            "p99 ms",
            "CPU us each",
            "memory MB"),
        rows);
  }

  private List<String> row(String way, int number, Samples speed) {
    return List.of(
        "" + number,
        way,
        text("%,.0f", speed.median()),
        text("%,.0f..%,.0f", speed.min(), speed.max()),
        text("%.2f", median(way, number, round -> round.millis(50))),
        text("%.2f", median(way, number, round -> round.millis(99))),
        text("%.1f", median(way, number, Round::cpuMicros)),
        text("%.0f", median(way, number, Round::megabytes)));
  }

  private double median(String way, int number, ToDoubleFunction<Round> figure) {
    Samples samples = samples(way, number, figure);
    return samples == null ? Double.NaN : samples.median();
  }

  // ---- pictures

  List<Plot> plots() {
    return List.of(
        plot("Throughput", operations + "/s", Round::perSecond),
        plot(times + ", 99th percentile", "ms", round -> round.millis(99)),
        plot("Memory", "MB", Round::megabytes));
  }

  private Plot plot(String title, String unit, ToDoubleFunction<Round> figure) {
    List<Plot.Series> series = new ArrayList<>();
    rounds.forEach(
        (way, byNumber) -> {
          List<Plot.Point> points = new ArrayList<>();
          byNumber.forEach(
              (number, found) ->
                  points.add(
                      Plot.Point.at(
                          number, Samples.of(found.stream().mapToDouble(figure).toArray()))));
          series.add(new Plot.Series(way, points));
        });
    return new Plot(title, Plot.Kind.LINES, crowd, unit, true, true, series);
  }

  // ---- words

  /** The largest number that both have reached; 0 if there is none. */
  int mostOf(String one, String other) {
    TreeSet<Integer> both = new TreeSet<>(rounds.getOrDefault(one, new TreeMap<>()).keySet());
    both.retainAll(rounds.getOrDefault(other, new TreeMap<>()).keySet());
    return both.isEmpty() ? 0 : both.last();
  }

  /** Who was fastest at which number. */
  String fastest() {
    StringBuilder text = new StringBuilder("Most ").append(operations).append(" a second: ");
    for (int number : numbers()) {
      String best = "";
      double most = 0;
      for (String way : rounds.keySet()) {
        double speed = median(way, number, Round::perSecond);
        if (speed > most) {
          most = speed;
          best = way;
        }
      }
      text.append(best).append(" at ").append(number).append(" ").append(crowd).append(", ");
    }
    text.setLength(text.length() - 2);
    return text.append(". ").toString();
  }

  /** How {@code mine} compares with {@code theirs} at the largest number that both have reached. */
  String judge(String mine, String theirs) {
    int number = mostOf(mine, theirs);
    Samples own = samples(mine, number, Round::perSecond);
    Samples other = samples(theirs, number, Round::perSecond);
    if (own == null || other == null) {
      return "";
    }
    return text(
        "At %,d %s, %s do %.2f times the %s of %s%s; p99 is %s against %s ms, processor time %s"
            + " against %s us each, memory %s against %s MB. ",
        number,
        crowd,
        mine,
        own.median() / other.median(),
        operations,
        theirs,
        clearness(own, other),
        pair(mine, number, round -> round.millis(99)),
        pair(theirs, number, round -> round.millis(99)),
        pair(mine, number, Round::cpuMicros),
        pair(theirs, number, Round::cpuMicros),
        pair(mine, number, Round::megabytes),
        pair(theirs, number, Round::megabytes));
  }

  private String pair(String way, int number, ToDoubleFunction<Round> figure) {
    double value = median(way, number, figure);
    return text(value < 10 ? "%.1f" : "%,.0f", value);
  }

  private static String clearness(Samples own, Samples other) {
    boolean overlap = own.min() <= other.max() && other.min() <= own.max();
    boolean once = own.min() == own.max() && other.min() == other.max();
    double ratio = own.median() / other.median();
    if (overlap || Math.abs(ratio - 1) < (once ? SMALL_IN_ONE_ROUND : SMALL)) {
      return " (no clear difference)";
    }
    return ratio < 1 ? " (slower)" : " (faster)";
  }

  /** What could not be done at all. */
  String failures() {
    StringBuilder text = new StringBuilder();
    absences.forEach(
        (way, byNumber) ->
            byNumber.forEach(
                (number, why) -> text.append(text("%,d %s by %s: %s. ", number, crowd, way, why))));
    return text.toString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
