package dev.coro.benchmarks.change;

/**
 * A median and how far the samples reach.
 *
 * @param median the one in the middle
 * @param low the smallest
 * @param high the largest
 */
public record Spread(double median, double low, double high) {
  private static final double FACTOR_OF_ONE = 1.5;
  private static final double FACTOR_OF_MANY = 1.05;

  /**
   * Tells whether nothing is known of how far samples reach: all are alike, or there is but one.
   */
  boolean isPoint() {
    return low == high;
  }

  /**
   * Returns what may be expected of another run: a little more than the samples reach, and much
   * more than a single value.
   */
  Spread expected() {
    double factor = isPoint() ? FACTOR_OF_ONE : FACTOR_OF_MANY;
    return new Spread(median, low / factor, high * factor);
  }

  /** Tells whether there is a value that both could have. */
  boolean meets(Spread other) {
    return low <= other.high && other.low <= high;
  }
}
