package dev.coro.benchmarks.experiment;

import java.io.IOException;

/** A claim, and how it is tried out. */
public interface Experiment {
  /** A word for {@code --only}. */
  String id();

  /** A heading. */
  String title();

  /** What is said, as people learn it. */
  String claim();

  /**
   * Tries it out. What is measured runs in JVMs of its own, which the laboratory starts.
   *
   * @throws IOException if a measurement ended badly
   */
  Finding run(Lab lab) throws IOException, InterruptedException;
}
