package dev.coro.benchmarks.canon;

/** How large programs are, and how long each is measured. */
enum Extent {
  /** For checks of the programs themselves. */
  TINY(1, 0, 2, 0),
  /** For a rough answer. */
  QUICK(2, 80, 3, 90),
  /** For figures that can be relied on. */
  FULL(3, 1_200, 5, 2_000);

  /** More samples say no more. */
  private static final int MOST_SAMPLES = 50;

  private final int minWarmUps;
  private final int warmUpMillis;
  private final int minSamples;
  private final int sampleMillis;

  Extent(int minWarmUps, int warmUpMillis, int minSamples, int sampleMillis) {
    this.minWarmUps = minWarmUps;
    this.warmUpMillis = warmUpMillis;
    this.minSamples = minSamples;
    this.sampleMillis = sampleMillis;
  }

  boolean needsWarmUp(int runs, double millis) {
    return runs < minWarmUps || millis < warmUpMillis;
  }

  boolean needsSample(int samples, double millis) {
    return samples < minSamples || (millis < sampleMillis && samples < MOST_SAMPLES);
  }

  /** In words, for the notes. */
  String words() {
    return "at least "
        + minWarmUps
        + " runs and "
        + warmUpMillis
        + " ms to warm up, then at least "
        + minSamples
        + " samples and "
        + sampleMillis
        + " ms (but no more than "
        + MOST_SAMPLES
        + " samples)";
  }
}
