package dev.coro.benchmarks.compare;

import java.util.List;
import java.util.stream.Stream;

/**
 * A figure that could not be measured here.
 *
 * @param model whose figure is absent
 * @param metric what was asked
 * @param why the reason, for people
 */
public record Absent(ModelKind model, Metric metric, String why) implements Figure {
  /** Returns an absent figure for each metric of the question. */
  static List<Figure> all(ModelKind model, Question question, String why) {
    return Stream.of(Metric.values())
        .filter(metric -> metric.question() == question)
        .<Figure>map(metric -> new Absent(model, metric, why))
        .toList();
  }
}
