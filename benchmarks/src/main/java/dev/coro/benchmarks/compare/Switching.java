package dev.coro.benchmarks.compare;

/**
 * What came of switching to and fro.
 *
 * @param nanos the time it took
 * @param kernelSwitches how many context switches of the threads involved the kernel counted
 *     meanwhile; negative where it does not tell
 */
record Switching(long nanos, long kernelSwitches) {
  private static final long UNKNOWN = -1;

  /** Returns the kernel's count for the calling thread so far, negative where it does not tell. */
  static long count() {
    try {
      return ProcFs.contextSwitchesOfThisThread();
    } catch (NotMeasurableException e) {
      return UNKNOWN;
    }
  }

  /** Returns the kernel's count for another process so far, negative where it does not tell. */
  static long count(long pid) {
    try {
      return ProcFs.contextSwitches(pid);
    } catch (NotMeasurableException e) {
      return UNKNOWN;
    }
  }

  /** Returns the sum, or a negative number if one of the counts is. */
  static long sum(long count, long other) {
    return count < 0 || other < 0 ? UNKNOWN : count + other;
  }

  /** Returns what was counted in between, or a negative number if one of the counts is. */
  static long between(long before, long after) {
    return before < 0 || after < 0 ? UNKNOWN : after - before;
  }
}
