package dev.coro.benchmarks.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What JMH has measured of one benchmark method with one choice of parameters.
 *
 * @param group simple name of the benchmark's class; classes of the same name in other packages ask
 *     the same of others
 * @param contestant name of the method
 * @param metric name of a counter or of what a profiler found; empty for the benchmark's own score
 * @param parameters their values by name
 * @param moreIsBetter whether the score is a throughput
 * @param jdk version of the JDK that ran it
 * @param virtualMachine name and version of the virtual machine that did
 * @param effort forks, iterations and flags
 * @param score the figure
 */
public record JmhResult(
    String group,
    String contestant,
    String metric,
    Map<String, String> parameters,
    boolean moreIsBetter,
    String jdk,
    String virtualMachine,
    String effort,
    Score score) {
  /** Sorts the parameters. */
  public JmhResult {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /**
   * A figure.
   *
   * @param value the mean; of a counter the median
   * @param error half of the 99.9 % confidence interval; NaN if there are too few samples
   * @param low the smallest sample
   * @param high the largest
   * @param unit of all of them
   */
  public record Score(double value, double error, double low, double high, String unit) {
    /** The lower end of where the true value may be. */
    double least() {
      return Double.isNaN(error) ? low : value - error;
    }

    /** The upper end. */
    double most() {
      return Double.isNaN(error) ? high : value + error;
    }
  }

  /** The parameters in words; empty if there are none. */
  String choice() {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining(", "));
  }
}
