package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.Absent;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Figure;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects what a comparison's figures have to say besides their numbers. */
final class Notes {
  private Notes() {}

  /** Returns why figures are absent, each reason once, then the remarks of the measured ones. */
  static List<Note> of(Comparison comparison) {
    List<Note> notes = new ArrayList<>();
    for (ModelKind model : ModelKind.values()) {
      absences(comparison, model)
          .forEach(
              (why, metrics) ->
                  notes.add(
                      new Note(model.label(), "not available: " + why + " (" + metrics + ")")));
    }
    comparison.figures().stream().flatMap(Notes::remark).forEach(notes::add);
    return notes;
  }

  private static Map<String, String> absences(Comparison comparison, ModelKind model) {
    return comparison.figures().stream()
        .filter(figure -> figure.model() == model && figure instanceof Absent)
        .collect(
            Collectors.groupingBy(
                figure -> ((Absent) figure).why(),
                LinkedHashMap::new,
                Collectors.mapping(figure -> figure.metric().label(), Collectors.joining(", "))));
  }

  private static Stream<Note> remark(Figure figure) {
    if (figure instanceof Measured measured && !measured.remark().isEmpty()) {
      String subject = figure.model().label() + ", " + figure.metric().label();
      return Stream.of(new Note(subject, measured.remark()));
    }
    return Stream.empty();
  }
}
