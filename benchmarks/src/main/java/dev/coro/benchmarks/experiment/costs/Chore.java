package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.TinyWork;

/**
 * A task that waits and computes, again and again.
 *
 * @param waits how often
 * @param waitMillis how long
 * @param work how much it computes after each wait, in microseconds about
 */
record Chore(int waits, int waitMillis, int work) {
  /** In a thread, which sleeps, or in a coroutine, where the agent makes the sleep a suspension. */
  @Suspendable
  long run(int number) throws InterruptedException {
    long value = number + 1L;
    for (int i = 0; i < waits; i++) {
      Thread.sleep(waitMillis);
      value = compute(value);
    }
    return value;
  }

  private long compute(long from) {
    long value = from;
    for (int i = 0; i < work; i++) {
      value = TinyWork.stir(value);
    }
    return value;
  }

  /** The sum of the results of that many tasks. */
  long expected(int tasks) {
    long sum = 0;
    for (int number = 0; number < tasks; number++) {
      long value = number + 1L;
      for (int i = 0; i < waits; i++) {
        value = compute(value);
      }
      sum += value;
    }
    return sum;
  }
}
