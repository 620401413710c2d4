package dev.coro.benchmarks.change;

/**
 * A median and how far the samples reach.
 *
 * @param median the one in the middle
 * @param low the smallest
 * @param high the largest
 */
public record Spread(double median, double low, double high) {
  /**
   * Tells whether nothing is known of how far samples reach: all are alike, or there is but one.
   */
  boolean isPoint() {
    return low == high;
  }

  /** Tells whether there is a value that both could have. */
  boolean meets(Spread other) {
    return low <= other.high && other.low <= high;
  }
}
