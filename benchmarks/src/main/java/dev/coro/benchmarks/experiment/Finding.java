package dev.coro.benchmarks.experiment;

import java.util.List;

/**
 * What an experiment has come to.
 *
 * @param id the experiment's
 * @param title its heading
 * @param claim what is said
 * @param verdict what was seen, in a few sentences with figures
 * @param tables the figures
 * @param plots the figures as pictures
 * @param notes how it was measured, and what else has to be known
 */
public record Finding(
    String id,
    String title,
    String claim,
    String verdict,
    List<Table> tables,
    List<Plot> plots,
    List<String> notes) {
  /** Copies the lists. */
  public Finding {
    tables = List.copyOf(tables);
    plots = List.copyOf(plots);
    notes = List.copyOf(notes);
  }

  /** Of an experiment that could not be done. */
  static Finding failed(Experiment experiment, String why) {
    return new Finding(
        experiment.id(),
        experiment.title(),
        experiment.claim(),
        "Not measured: " + why,
        List.of(),
        List.of(),
        List.of());
  }

  /** With the words of {@code experiment}. */
  public static Finding of(
      Experiment experiment,
      String verdict,
      List<Table> tables,
      List<Plot> plots,
      List<String> notes) {
    return new Finding(
        experiment.id(), experiment.title(), experiment.claim(), verdict, tables, plots, notes);
  }
}
