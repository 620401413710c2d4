package dev.coro.benchmarks.compare;

import java.util.Optional;

/**
 * The few things that every way of concurrency can do. The questions are built on these alone, so
 * that all models are measured by the same code. Used by one thread.
 */
sealed interface Model permits ProcessModel, ThreadModel, CoroutineModel {
  /** Returns which model this is. */
  ModelKind kind();

  /** Returns why this model does not exist here, or empty if it does. */
  Optional<String> absence();

  /**
   * Creates, runs and ends that many, one after the other; one of the same kind does so where the
   * kind allows it.
   *
   * @return the time it took, in nanoseconds
   */
  long createNanos(int count) throws Exception;

  /**
   * Makes that many switches between two, an even number.
   *
   * @return the time it took, and what the kernel counted
   */
  Switching switches(int switches) throws Exception;

  /**
   * Starts that many, sees each of them wait for one common event, calls {@code whileParked}, then
   * ends them all.
   *
   * @return how many there were and why not more
   */
  Crowd crowd(int count, WhileParked whileParked) throws Exception;

  /** Returns the memory that this model holds at the moment, in bytes. */
  long footprintBytes() throws NotMeasurableException;

  /**
   * Runs the workload.
   *
   * @return what the tasks came to
   */
  WorkloadRun runWorkload(Tasks tasks) throws Exception;

  /** Returns how {@code metric} is measured for this model, for people. */
  String how(Metric metric, Scale scale);
}
