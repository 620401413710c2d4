package dev.coro;

import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import org.jspecify.annotations.Nullable;

/**
 * Task scopes that were not closed. An object is what a coroutine does last if its task has left
 * some: it closes them, which may suspend, and ends as the task has ended, or with an error that
 * tells of the scopes.
 */
final class LeftOpenScopes implements SuspendableCallable<@Nullable Object> {
  private final CoroutineContinuation coroutine;

  /** The result of the task, or a {@link Failure}. */
  private final @Nullable Object outcome;

  LeftOpenScopes(CoroutineContinuation coroutine, @Nullable Object outcome) {
    this.coroutine = coroutine;
    this.outcome = outcome;
  }

  @Override
  @Suspendable
  @SuppressWarnings("NullAway") // it does not see that the result may be null
  public @Nullable Object call() {
    Throwable thrown = outcome instanceof Failure failure ? failure.thrown : null;
    Throwable closing;
    try {
      closing = close(coroutine, null);
    } catch (Throwable t) {
      closing = t; // It must not hide what the task has thrown.
    }
    if (thrown == null) {
      thrown = closing;
    } else if (closing != null) {
      thrown.addSuppressed(closing);
    }
    if (thrown != null) {
      throw Rethrow.unchecked(thrown);
    }
    return outcome;
  }

  /** Whether the innermost scope of {@code coroutine} is a task scope of its own. */
  static boolean exist(CoroutineContinuation coroutine) {
    CancelScope innermost = coroutine.scope;
    return innermost != null && innermost.owner() == coroutine && innermost.tasks() != null;
  }

  /**
   * Closes the task scopes that {@code coroutine} has opened within {@code until} and not closed.
   *
   * @param until null for all
   * @return what to throw for it; null if there was none
   */
  @Suspendable
  static @Nullable IllegalStateException close(
      CoroutineContinuation coroutine, @Nullable CancelScope until) {
    IllegalStateException error = null;
    while (true) {
      CancelScope innermost = coroutine.scope;
      if (innermost == null || innermost == until || innermost.owner() != coroutine) {
        return error;
      }
      TaskScope<?, ?> tasks = innermost.tasks();
      if (tasks == null) {
        return error; // The one that stands for the coroutine as a whole: it stays.
      }
      if (error == null) {
        error = new IllegalStateException(ErrorCode.SCOPE_LEFT_OPEN.message(tasks.name()));
      }
      tasks.closeLeftOpen(error);
    }
  }
}
