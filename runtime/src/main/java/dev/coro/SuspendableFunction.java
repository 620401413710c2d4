package dev.coro;

import org.jspecify.annotations.Nullable;

/**
 * Makes one value of another, and may suspend and throw.
 *
 * @param <T> type of the argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface SuspendableFunction<T extends @Nullable Object, R extends @Nullable Object> {
  /**
   * Computes the result. May suspend, if the implementation does.
   *
   * @throws Exception whatever the implementation throws
   */
  @Suspendable
  R apply(T value) throws Exception;
}
