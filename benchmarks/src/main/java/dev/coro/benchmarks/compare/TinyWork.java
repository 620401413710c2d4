package dev.coro.benchmarks.compare;

/** The little work that a task does between two waits. */
public final class TinyWork {
  private static final int ROUNDS = 500;

  private TinyWork() {}

  /** Stirs the seed five hundred times, about a microsecond. */
  public static long stir(long seed) {
    long value = seed;
    for (int i = 0; i < ROUNDS; i++) {
      // Marsaglia's xorshift: no step can be left out, so the JIT cannot skip the loop.
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
    }
    return value;
  }

  /** Returns the sum that all tasks together must come to. */
  static long expectedSum(Tasks tasks) {
    long sum = 0;
    for (int task = 1; task <= tasks.count(); task++) {
      long value = task;
      for (int wait = 0; wait < tasks.waits(); wait++) {
        value = stir(value);
      }
      sum += value;
    }
    return sum;
  }
}
