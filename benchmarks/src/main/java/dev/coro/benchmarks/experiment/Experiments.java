package dev.coro.benchmarks.experiment;

import dev.coro.benchmarks.experiment.waiting.Crawling;
import dev.coro.benchmarks.experiment.waiting.Database;
import dev.coro.benchmarks.experiment.waiting.Pages;
import dev.coro.benchmarks.experiment.waiting.Sleeping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All experiments, in the order of the report. */
public final class Experiments {
  private Experiments() {}

  /** A list of its own. */
  public static List<Experiment> all() {
    List<Experiment> all =
        new ArrayList<>(List.of(new SharedCounter(), new Crashes(), new ComputePi()));
    all.addAll(List.of(new Pages(), new Crawling(), new Database(), new Sleeping()));
    return all;
  }

  /** Is told how far it is. */
  public interface Progress {
    /** An experiment begins. */
    void begin(Experiment experiment);

    /** It has ended. */
    void end();
  }

  /**
   * Makes experiments; one that goes wrong is among the findings, and its error in {@code
   * failures}.
   */
  public static List<Finding> run(
      List<Experiment> experiments, Lab lab, Progress progress, List<String> failures)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Experiment experiment : experiments) {
      progress.begin(experiment);
      try {
        findings.add(experiment.run(lab));
      } catch (IOException e) {
        failures.add(experiment.id() + ": " + e.getMessage());
        findings.add(Finding.failed(experiment, String.valueOf(e.getMessage())));
      }
      progress.end();
    }
    return findings;
  }
}
