package dev.coro.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says in words how the results of a group compare. */
final class JmhVerdict {
  private final Map<String, Rival> rivals = new LinkedHashMap<>();
  private final List<JmhResult> results;

  JmhVerdict(
      List<JmhResult> results,
      Function<JmhResult, String> label,
      Function<JmhResult, Optional<JmhResult>> yardstick) {
    this.results = results;
    for (JmhResult one : results) {
      yardstick
          .apply(one)
          .filter(by -> !by.contestant().equals(one.contestant()) && by.score().value() > 0)
          .ifPresent(by -> rivals.computeIfAbsent(label.apply(one), Rival::new).add(one, by));
    }
  }

  String text() {
    if (rivals.isEmpty()) {
      return "Nothing to compare: no result has another one of coro with the same parameters.";
    }
    List<String> parts = new ArrayList<>();
    rivals.values().forEach(rival -> parts.add(rival.ratios()));
    StringBuilder text = new StringBuilder("In multiples of ");
    text.append(rivals.values().iterator().next().yardstick()).append(" (");
    text.append(results.get(0).moreIsBetter() ? "more" : "less").append(" is better): ");
    text.append(String.join("; ", parts)).append('.');
    append(text, " Ahead of it, beyond the errors: ", rivals.values().stream().map(Rival::ahead));
    append(text, " Not to be told apart from it: ", rivals.values().stream().map(Rival::equal));
    return text.toString();
  }

  private static void append(StringBuilder text, String heading, Stream<Optional<String>> parts) {
    List<String> there = parts.flatMap(Optional::stream).toList();
    if (!there.isEmpty()) {
      text.append(heading).append(String.join("; ", there)).append('.');
    }
  }

  /** One that is measured by the yardstick, with all choices of parameters. */
  private static final class Rival {
    private final String label;
    private final List<String> ahead = new ArrayList<>();
    private final List<String> equal = new ArrayList<>();
    private int count;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private String yardstick = "";

    Rival(String label) {
      this.label = label;
    }

    void add(JmhResult one, JmhResult by) {
      double ratio = one.score().value() / by.score().value();
      least = Math.min(least, ratio);
      most = Math.max(most, ratio);
      yardstick = by.contestant();
      count++;
      boolean below = one.score().most() < by.score().least();
      boolean above = one.score().least() > by.score().most();
      if (!below && !above) {
        equal.add(one.choice());
      } else if (one.moreIsBetter() ? above : below) {
        ahead.add(one.choice());
      }
    }

    String yardstick() {
      return yardstick;
    }

    String ratios() {
      String from = Numbers.times(least);
      String to = Numbers.times(most);
      return label + " " + (from.equals(to) ? from : from + " to " + to);
    }

    Optional<String> ahead() {
      return named(ahead);
    }

    Optional<String> equal() {
      return named(equal);
    }

    private Optional<String> named(List<String> choices) {
      if (choices.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          choices.size() == count ? label : label + " with " + String.join(" or ", choices));
    }
  }
}
