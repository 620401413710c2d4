package dev.coro.benchmarks.experiment.mixed;

/** What computes. Plain code: with time slices it is preemptible by an option of the agent. */
final class Work {
  /** A unit takes some ten milliseconds. */
  private static final int NUMBERS = 100_000;

  private Work() {}

  /** How many steps Collatz's sequences take to 1, from all numbers below a limit. */
  static long unit() {
    long steps = 0;
    for (int i = 1; i < NUMBERS; i++) {
      for (long n = i; n != 1; n = (n & 1) == 0 ? n >> 1 : 3 * n + 1) {
        steps++;
      }
    }
    return steps;
  }
}
