package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.experiment.Lab;

/** How thoroughly something is measured. */
enum Effort {
  /** Enough to see that it works. */
  TINY(2, 1, 1, 1),
  /** A rough answer. */
  QUICK(5, 5, 20, 200),
  /** A good one. */
  FULL(11, 60, 300, 1000);

  private final int samples;
  private final int sampleMillis;
  private final int warmUpMillis;
  private final int firstWarmUpMillis;

  Effort(int samples, int sampleMillis, int warmUpMillis, int firstWarmUpMillis) {
    this.samples = samples;
    this.sampleMillis = sampleMillis;
    this.warmUpMillis = warmUpMillis;
    this.firstWarmUpMillis = firstWarmUpMillis;
  }

  static Effort of(Lab lab) {
    return lab.quick() ? QUICK : FULL;
  }

  /** How many samples are taken of one thing. */
  int samples() {
    return samples;
  }

  /** How long a sample takes about, if what it measures can be repeated that often. */
  int sampleMillis() {
    return sampleMillis;
  }

  /** How long a thing is done before the first sample. */
  int warmUpMillis() {
    return warmUpMillis;
  }

  /** The same for the first thing in a JVM, whose code nobody has compiled yet. */
  int firstWarmUpMillis() {
    return firstWarmUpMillis;
  }

  /** For the notes. */
  String text() {
    return samples
        + " samples of about "
        + sampleMillis
        + " ms each, after a warm-up; median and smallest..largest";
  }
}
