package dev.coro;

/** A task without a result that may suspend and may throw. */
@FunctionalInterface
public interface SuspendableRunnable {
  /**
   * Runs the task. May suspend, if the implementation does.
   *
   * @throws Exception whatever the task throws
   */
  @Suspendable
  void run() throws Exception;
}
