package dev.coro.benchmarks.experiment;

import java.util.Arrays;
import java.util.Collection;

/** Repetitions of one measurement. */
public final class Samples {
  private final double[] sorted;

  private Samples(double[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
  }

  /** Of these, at least one. */
  public static Samples of(Collection<Double> values) {
    return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Of these, at least one. */
  public static Samples of(double... values) {
    return new Samples(values);
  }

  /** The one in the middle, or the mean of the two there. */
  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest. */
  public double min() {
    return sorted[0];
  }

  /** The largest. */
  public double max() {
    return sorted[sorted.length - 1];
  }
}
