package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import java.util.concurrent.TimeUnit;

/**
 * Takes samples, in the JVM that is measured, and prints them. Finds out by itself how often
 * something has to be done so that a sample takes as long as wished.
 */
final class Sampling {
  private static final int MOST = 1 << 28;

  /** So many runs in a row must take long enough: one alone may have been held up. */
  private static final int STEADY = 3;

  /** What takes so many times as long as wished is not done again just to see. */
  private static final int MUCH = 8;

  private final Effort effort;
  private boolean first = true;

  Sampling(Effort effort) {
    this.effort = effort;
  }

  /**
   * What doing something so many times came to.
   *
   * @param nanos the time it took
   * @param steps how many single steps that were; the time is divided by them
   * @param checksum what the work came to
   */
  record Run(long nanos, long steps, long checksum) {}

  /** Something that can be done again and again. */
  interface Work {
    /** Does it that many times. */
    @Suspendable
    Run run(int times) throws Exception;
  }

  /** Warms up, takes the samples, and prints a line for each. Suspends if the work does. */
  @Suspendable
  void take(String key, Work work) throws Exception {
    int times = warmUp(work);
    for (int i = 0; i < effort.samples(); i++) {
      Readings.print(key, times, work.run(times));
    }
  }

  /** Returns how often the work has to be done for a sample. */
  @Suspendable
  private int warmUp(Work work) throws Exception {
    work.run(1); // Loads the classes, which may take longer than all the rest.
    long millis = first ? effort.firstWarmUpMillis() : effort.warmUpMillis();
    first = false;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long wanted = TimeUnit.MILLISECONDS.toNanos(effort.sampleMillis());
    int times = 1;
    int longEnough = 0;
    while (longEnough < STEADY || System.nanoTime() < end) {
      long nanos = work.run(times).nanos();
      if (nanos < wanted * 2 / 3 && times < MOST) {
        times *= 2;
        longEnough = 0;
      } else {
        longEnough += nanos < wanted * MUCH ? 1 : STEADY;
      }
    }
    return times;
  }
}
