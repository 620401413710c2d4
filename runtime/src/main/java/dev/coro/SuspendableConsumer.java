package dev.coro;

import org.jspecify.annotations.Nullable;

/**
 * Does something with a value, and may suspend and throw.
 *
 * @param <T> type of the value
 */
@FunctionalInterface
public interface SuspendableConsumer<T extends @Nullable Object> {
  /**
   * Takes a value. May suspend, if the implementation does.
   *
   * @throws Exception whatever the implementation throws
   */
  @Suspendable
  void accept(T value) throws Exception;
}
