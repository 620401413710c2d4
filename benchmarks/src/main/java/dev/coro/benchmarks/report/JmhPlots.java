package dev.coro.benchmarks.report;

import dev.coro.benchmarks.experiment.Plot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Results as pictures: lines over a parameter that is a number and was varied, else bars. What
 * differs in other parameters, or in the JDK, stands in pictures of its own.
 */
final class JmhPlots {
  /** From this ratio of the largest to the smallest on, an axis is logarithmic. */
  private static final double WIDE = 20;

  private final List<JmhResult> results;
  private final boolean oneJdk;

  JmhPlots(List<JmhResult> results, boolean oneJdk) {
    this.results = results;
    this.oneJdk = oneJdk;
  }

  List<Plot> all() {
    Optional<String> varied = variedNumber();
    Map<Map<String, String>, List<JmhResult>> pictures =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    one -> apart(one, varied), LinkedHashMap::new, Collectors.toList()));
    List<Plot> plots = new ArrayList<>();
    pictures.forEach((fixed, shown) -> plots.add(plot(fixed, shown, varied)));
    return plots;
  }

  /** The parameter with the most values, all of them numbers; more than one. */
  private Optional<String> variedNumber() {
    Map<String, Set<String>> values = new HashMap<>();
    for (JmhResult one : results) {
      one.parameters()
          .forEach((name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>()).add(value));
    }
    return values.entrySet().stream()
        .filter(one -> one.getValue().size() > 1)
        .filter(one -> one.getValue().stream().allMatch(value -> value.matches("[0-9]{1,15}")))
        .max(
            Comparator.comparing((Map.Entry<String, Set<String>> one) -> one.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  /** What keeps a result out of another one's picture. */
  private Map<String, String> apart(JmhResult one, Optional<String> varied) {
    Map<String, String> others = new LinkedHashMap<>();
    if (!oneJdk) {
      others.put("JDK", one.jdk());
    }
    others.putAll(one.parameters());
    varied.ifPresent(others::remove);
    return others;
  }

  private Plot plot(Map<String, String> fixed, List<JmhResult> shown, Optional<String> varied) {
    String title =
        fixed.isEmpty()
            ? shown.get(0).group()
            : fixed.entrySet().stream()
                .map(one -> one.getKey() + " = " + one.getValue())
                .collect(Collectors.joining(", "));
    boolean logY = isWide(shown, one -> one.score().value());
    String unit = shown.get(0).score().unit();
    if (varied.isEmpty()) {
      return new Plot(title, Plot.Kind.BARS, "", unit, false, logY, List.of(bars(unit, shown)));
    }
    String name = varied.get();
    boolean logX = isWide(shown, one -> x(one, name));
    return new Plot(title, Plot.Kind.LINES, name, unit, logX, logY, lines(shown, name));
  }

  private Plot.Series bars(String unit, List<JmhResult> shown) {
    return new Plot.Series(
        unit, shown.stream().map(one -> point(one.contestant(), 0, one.score())).toList());
  }

  private List<Plot.Series> lines(List<JmhResult> shown, String name) {
    Map<String, List<JmhResult>> byContestant =
        shown.stream()
            .collect(
                Collectors.groupingBy(
                    JmhResult::contestant, LinkedHashMap::new, Collectors.toList()));
    List<Plot.Series> series = new ArrayList<>();
    byContestant.forEach(
        (who, line) ->
            series.add(
                new Plot.Series(
                    who,
                    line.stream()
                        .sorted(Comparator.comparingDouble(one -> x(one, name)))
                        .map(one -> point("", x(one, name), one.score()))
                        .toList())));
    return series;
  }

  private static Plot.Point point(String label, double x, JmhResult.Score score) {
    return new Plot.Point(label, x, score.value(), score.low(), score.high());
  }

  /** The value of the varied parameter; a benchmark that lacks it counts as 1. */
  private static double x(JmhResult one, String name) {
    return Double.parseDouble(one.parameters().getOrDefault(name, "1"));
  }

  private static boolean isWide(List<JmhResult> shown, Function<JmhResult, Double> value) {
    double least = shown.stream().mapToDouble(value::apply).min().orElse(0);
    double most = shown.stream().mapToDouble(value::apply).max().orElse(0);
    return least > 0 && most / least >= WIDE;
  }
}
