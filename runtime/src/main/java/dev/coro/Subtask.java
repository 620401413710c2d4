package dev.coro;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine that was forked in a {@link TaskScope}, seen by the scope's owner and its {@link
 * Joiner}. All methods belong to the carrier's thread and never suspend.
 *
 * @param <T> type of the result
 */
public sealed interface Subtask<T extends @Nullable Object> permits Fork {
  /** What is known of a subtask. */
  enum State {
    /** It has not ended, or was cancelled, or never started because the scope was cancelled. */
    UNAVAILABLE,
    /** It has returned. */
    SUCCESS,
    /** It has thrown. */
    FAILED
  }

  /** What is known of it. */
  State state();

  /**
   * The result.
   *
   * @throws IllegalStateException if it has not returned (CO230)
   */
  T get();

  /**
   * What it threw.
   *
   * @throws IllegalStateException if it has not failed (CO230)
   */
  Throwable exception();

  /** The name of its coroutine. */
  String name();
}
