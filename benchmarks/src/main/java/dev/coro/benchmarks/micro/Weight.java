package dev.coro.benchmarks.micro;

import org.jspecify.annotations.Nullable;

/**
 * The live object of the benchmarks: it is read after each suspension. No record, because Kilim's
 * weaver cannot read records.
 */
public final class Weight {
  private final int grams;

  /** Creates it. */
  public Weight(int grams) {
    this.grams = grams;
  }

  /** What is read. */
  public int grams() {
    return grams;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Weight weight && weight.grams == grams;
  }

  @Override
  public int hashCode() {
    return grams;
  }
}
