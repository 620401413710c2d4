package dev.coro;

import org.jspecify.annotations.Nullable;

/**
 * A task with a result that may suspend and may throw.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
public interface SuspendableCallable<T extends @Nullable Object> {
  /**
   * Computes the result. May suspend, if the implementation does.
   *
   * @return the result
   * @throws Exception whatever the task throws
   */
  @Suspendable
  T call() throws Exception;
}
