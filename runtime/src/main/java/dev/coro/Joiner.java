package dev.coro;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a {@link TaskScope} has what it wants, and what {@link TaskScope#join} returns. One
 * joiner serves one scope. Its methods are called on the carrier's thread and must not suspend.
 *
 * @param <T> type of the results of the subtasks
 * @param <R> type of the result of the scope
 */
public interface Joiner<T extends @Nullable Object, R extends @Nullable Object> {
  /** Called when a subtask is forked. Returns whether to cancel the scope. */
  default boolean onFork(Subtask<? extends T> subtask) {
    return false;
  }

  /**
   * Called when a subtask has returned or failed, unless the scope was cancelled before. Returns
   * whether to cancel the scope: all other subtasks and, if this one has failed, the owner.
   */
  default boolean onComplete(Subtask<? extends T> subtask) {
    return false;
  }

  /**
   * Called by {@link TaskScope#join} when all subtasks have ended or the scope was cancelled.
   *
   * @return what join returns
   * @throws Throwable wrapped by join in a {@link TaskScopeException}
   */
  R result() throws Throwable;

  /**
   * All results, in the order of the forks; the first failure cancels the others and is thrown.
   *
   * @param <T> type of the results
   */
  static <T extends @Nullable Object> Joiner<T, List<T>> allSuccessfulOrThrow() {
    return new Joiners.AllSuccessful<>();
  }

  /**
   * The result that comes first, which cancels the others; if all fail, the first failure is
   * thrown, and {@link java.util.NoSuchElementException} if there is no subtask.
   *
   * @param <T> type of the results
   */
  static <T extends @Nullable Object> Joiner<T, T> anySuccessfulOrThrow() {
    return new Joiners.AnySuccessful<>();
  }

  /**
   * Nothing: waits for all subtasks; the first failure cancels the others and is thrown.
   *
   * @param <T> type of the results
   */
  static <T extends @Nullable Object> Joiner<T, @Nullable Void> awaitAllSuccessfulOrThrow() {
    return new Joiners.AwaitSuccessful<>();
  }

  /**
   * Nothing: waits for all subtasks, failed or not, and cancels none. Failures stay in the
   * subtasks.
   *
   * @param <T> type of the results
   */
  @SuppressWarnings("NullAway") // its result is null
  static <T extends @Nullable Object> Joiner<T, @Nullable Void> awaitAll() {
    return () -> null;
  }

  /**
   * All subtasks, in the order of the forks, once {@code isDone} is true of one that has ended,
   * which cancels the others, or all have ended.
   *
   * @param <T> type of the results
   */
  static <T extends @Nullable Object> Joiner<T, List<Subtask<T>>> allUntil(
      Predicate<Subtask<? extends T>> isDone) {
    return new Joiners.AllUntil<>(Objects.requireNonNull(isDone, "isDone"));
  }
}
