package dev.coro.benchmarks.experiment;

import dev.coro.benchmarks.canon.Canon;
import dev.coro.benchmarks.canon.Savina;
import dev.coro.benchmarks.experiment.costs.Combined;
import dev.coro.benchmarks.experiment.costs.Creation;
import dev.coro.benchmarks.experiment.costs.HandOff;
import dev.coro.benchmarks.experiment.costs.Scaling;
import dev.coro.benchmarks.experiment.costs.SwitchAndCopy;
import dev.coro.benchmarks.experiment.costs.TokenRing;
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
    return new ArrayList<>(
        List.of(
            new Creation(),
            new TokenRing(),
            new HandOff(),
            new Scaling(),
            new SwitchAndCopy(),
            new Combined(),
            new Canon(),
            new Savina(),
            new SharedCounter(),
            new Crashes(),
            new Pages(),
            new Crawling(),
            new Database(),
            new Sleeping(),
            new ComputePi()));
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
