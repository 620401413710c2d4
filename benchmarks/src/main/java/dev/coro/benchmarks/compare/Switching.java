package dev.coro.benchmarks.compare;

/**
 * What came of switching to and fro.
 *
 * @param nanos the time it took
 * @param kernelSwitches how many context switches of the threads of this JVM and its child the
 *     kernel counted meanwhile; negative where it does not tell
 */
record Switching(long nanos, long kernelSwitches) {
  private static final long UNKNOWN = -1;

  /** Returns the kernel's count for a process so far; {@link #between} takes two of them. */
  static long count(long pid) {
    try {
      return ProcFs.contextSwitches(pid);
    } catch (NotMeasurableException e) {
      return UNKNOWN;
    }
  }

  /** Returns the kernel's count for this process so far. */
  static long count() {
    return count(ProcessHandle.current().pid());
  }

  static long between(long before, long after) {
    return before < 0 || after < 0 ? UNKNOWN : after - before;
  }
}
