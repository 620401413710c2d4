package dev.coro.benchmarks.micro.compute;

import dev.coro.Continuation;
import dev.coro.Suspendable;
import dev.coro.benchmarks.micro.LoopTask;
import dev.coro.benchmarks.micro.UnsuspendedLoops;

/**
 * Loops over arrays. Each stands in the method that suspends, not in one that it calls: what is in
 * question is whether the compiler does as well with a loop of a method that can be resumed.
 */
public final class Loops implements UnsuspendedLoops {
  /** Elements of each array. */
  public static final int LENGTH = 8192;

  private static final int BINS = 256;

  private final int[] numbers = new int[LENGTH];
  private final float[] points = new float[LENGTH];
  private final float[] sums = new float[LENGTH];
  private final int[] bins = new int[BINS];

  /** Fills the arrays, always alike. */
  public Loops() {
    for (int i = 0; i < LENGTH; i++) {
      numbers[i] = i * 31 ^ i >> 3;
      points[i] = i % 17;
    }
  }

  @Override
  public long runOnce(LoopTask task) {
    return run(task, false, false);
  }

  @Override
  public long runLong(int rounds) {
    return runLong(rounds, false);
  }

  /**
   * Runs a loop.
   *
   * @param before whether it suspends before the loop
   * @param after whether it suspends behind it
   * @return a checksum
   */
  @Suspendable
  public long run(LoopTask task, boolean before, boolean after) {
    return switch (task) {
      case SUM -> sum(before, after);
      case SAXPY -> saxpy(before, after);
      case HISTOGRAM -> histogram(before, after);
    };
  }

  /**
   * Adds up an array again and again in one activation, so that it is compiled while it runs;
   * suspends in the middle, and goes on.
   *
   * @param rounds how often, before and behind the suspension
   */
  @Suspendable
  public long runLong(int rounds, boolean suspends) {
    int[] array = numbers;
    long total = 0;
    for (int round = 0; round < rounds; round++) {
      int sum = round;
      for (int i = 0; i < array.length; i++) {
        sum += array[i];
      }
      total += sum;
    }
    if (suspends) {
      Continuation.suspend();
    }
    for (int round = 0; round < rounds; round++) {
      int sum = round;
      for (int i = 0; i < array.length; i++) {
        sum ^= array[i];
      }
      total += sum;
    }
    return total;
  }

  @Suspendable
  private long sum(boolean before, boolean after) {
    int[] array = numbers;
    if (before) {
      Continuation.suspend();
    }
    int sum = 0;
    for (int i = 0; i < array.length; i++) {
      sum += array[i];
    }
    if (after) {
      Continuation.suspend();
    }
    return sum;
  }

  /** A constant times x plus y, as in the subprograms of linear algebra. */
  @Suspendable
  private long saxpy(boolean before, boolean after) {
    float[] x = points;
    float[] y = sums;
    float factor = 0.5f;
    if (before) {
      Continuation.suspend();
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = factor * x[i] + 0.25f * y[i];
    }
    if (after) {
      Continuation.suspend();
    }
    return Float.floatToIntBits(y[LENGTH - 1]);
  }

  /** No compiler makes vectors of this one: each element says where it counts. */
  @Suspendable
  private long histogram(boolean before, boolean after) {
    int[] array = numbers;
    int[] counts = bins;
    if (before) {
      Continuation.suspend();
    }
    for (int i = 0; i < array.length; i++) {
      counts[array[i] & BINS - 1]++;
    }
    if (after) {
      Continuation.suspend();
    }
    return counts[BINS / 2];
  }
}
