package dev.coro.benchmarks.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A measured figure.
 *
 * @param model whose figure this is
 * @param metric what was asked; gives the unit of the samples
 * @param samples one value for each repetition, at least one
 * @param how how it was measured, for people
 * @param remark what this run in particular has to say, or an empty string
 */
public record Measured(
    ModelKind model, Metric metric, List<Double> samples, String how, String remark)
    implements Figure {
  /** Copies the samples; an empty list is refused. */
  public Measured {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no sample for " + metric + " of " + model);
    }
  }

  /** Returns the middle sample, or the mean of the two middle ones. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public double median() {
    List<Double> sorted = samples.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Returns the smallest sample. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public double min() {
    return samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** Returns the largest sample. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public double max() {
    return samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
