package dev.coro.benchmarks.compare;

import java.util.OptionalLong;

/**
 * What one run of the workload came to.
 *
 * @param sum the sum of all tasks' results; empty where tasks are processes, which answer by their
 *     exit status alone
 * @param outsideBytes the most memory that was held outside of this JVM at one moment
 */
record WorkloadRun(OptionalLong sum, long outsideBytes) {
  static WorkloadRun inThisJvm(long sum) {
    return new WorkloadRun(OptionalLong.of(sum), 0);
  }

  static WorkloadRun inProcesses(long peakBytes) {
    return new WorkloadRun(OptionalLong.empty(), peakBytes);
  }

  /** Fails when the tasks did not do all of their work. */
  void check(long expectedSum) {
    if (sum.isPresent() && sum.getAsLong() != expectedSum) {
      throw new IllegalStateException("the tasks' sum is " + sum + ", not " + expectedSum);
    }
  }
}
