package dev.coro.benchmarks.report;

import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The results of all that were asked the same, side by side. */
final class JmhGroup {
  /** Who the others are measured by: the first that there is. */
  private static final List<String> YARDSTICKS = List.of("coro", "suspendable");

  private final List<JmhResult> results;
  private final boolean oneJdk;

  private JmhGroup(List<JmhResult> results, boolean oneJdk) {
    // Stable: all others keep their order.
    this.results =
        results.stream()
            .sorted(Comparator.comparing(one -> !YARDSTICKS.contains(one.contestant())))
            .toList();
    this.oneJdk = oneJdk;
  }

  /** Groups results by what was asked, in the order in which they come. */
  static List<JmhGroup> of(List<JmhResult> results) {
    boolean oneJdk = results.stream().map(JmhResult::jdk).distinct().count() <= 1;
    Map<List<String>, List<JmhResult>> groups =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    one -> List.of(one.group(), one.metric(), one.score().unit()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.values().stream().map(group -> new JmhGroup(group, oneJdk)).toList();
  }

  /** The section of the page about it. */
  Finding section() {
    String title = title();
    return new Finding(
        (title + " " + unit()).replaceAll("[^A-Za-z0-9]+", "-"),
        title,
        "",
        new JmhVerdict(results, this::label, this::yardstick).text(),
        List.of(table()),
        new JmhPlots(results, oneJdk).all(),
        efforts());
  }

  private String title() {
    JmhResult first = results.get(0);
    return first.group() + (first.metric().isEmpty() ? "" : ", counter " + first.metric());
  }

  private String unit() {
    return results.get(0).score().unit();
  }

  private String label(JmhResult one) {
    return oneJdk ? one.contestant() : one.contestant() + ", JDK " + one.jdk();
  }

  /** The result that another one is measured by: same parameters, same JDK. */
  private Optional<JmhResult> yardstick(JmhResult other) {
    return results.stream()
        .filter(one -> YARDSTICKS.contains(one.contestant()))
        .filter(one -> one.jdk().equals(other.jdk()))
        .filter(one -> one.parameters().equals(other.parameters()))
        .min(Comparator.comparing(one -> YARDSTICKS.indexOf(one.contestant())));
  }

  private Table table() {
    Set<String> parameters = new TreeSet<>();
    results.forEach(one -> parameters.addAll(one.parameters().keySet()));
    List<String> columns = new ArrayList<>(List.of("who"));
    columns.addAll(parameters);
    columns.addAll(List.of(unit(), "error", "smallest..largest", "times " + yardstickName()));
    List<List<String>> rows = new ArrayList<>();
    for (JmhResult one : results) {
      List<String> row = new ArrayList<>(List.of(label(one)));
      parameters.forEach(name -> row.add(one.parameters().getOrDefault(name, "")));
      row.addAll(cells(one));
      rows.add(row);
    }
    String better = results.get(0).moreIsBetter() ? "more is better" : "less is better";
    return new Table(unit() + ", " + better, columns, rows);
  }

  private List<String> cells(JmhResult one) {
    JmhResult.Score score = one.score();
    return List.of(
        Numbers.plain(score.value()),
        Double.isNaN(score.error()) ? "" : "\u00b1 " + Numbers.plain(score.error()),
        score.low() == score.high()
            ? ""
            : Numbers.plain(score.low()) + ".." + Numbers.plain(score.high()),
        yardstick(one)
            .filter(by -> by.score().value() > 0)
            .map(by -> Numbers.times(score.value() / by.score().value()))
            .orElse(""));
  }

  private String yardstickName() {
    return results.stream()
        .map(JmhResult::contestant)
        .filter(YARDSTICKS::contains)
        .findFirst()
        .orElse(YARDSTICKS.get(0));
  }

  /** How it was measured, each way once with those that were measured so. */
  private List<String> efforts() {
    Map<String, Set<String>> byEffort = new LinkedHashMap<>();
    for (JmhResult one : results) {
      byEffort.computeIfAbsent(one.effort(), effort -> new LinkedHashSet<>()).add(label(one));
    }
    return byEffort.entrySet().stream()
        .map(one -> String.join("; ", one.getValue()) + ": " + one.getKey())
        .toList();
  }
}
