package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;

/** Calls itself until it is deep enough, and suspends there until it is told to end. */
public abstract class Descent {
  /** Whether the innermost activation returns when it is resumed. */
  protected boolean ended;

  void end() {
    ended = true;
  }

  /**
   * Goes down to the depth. Each activation has as many live longs as the class is made for; the
   * innermost adds one to each of its own whenever it suspends.
   *
   * @return the sum of all longs
   */
  @Suspendable
  public abstract long descend(long seed, int depth);

  /** What the sum must be, if it was resumed so many times before it was told to end. */
  static long expected(int longs, long seed, int depth, long resumed) {
    long ofOne = longs * seed + (long) longs * (longs + 1) / 2;
    return depth * ofOne + longs * (resumed + 1);
  }
}
