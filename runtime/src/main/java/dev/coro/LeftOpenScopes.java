package dev.coro;

import dev.coro.internal.Rethrow;
import org.jspecify.annotations.Nullable;

/**
 * What a coroutine does last if its task has left task scopes open: closes them, which may suspend,
 * and ends as the task has ended, or with an error that tells of the scopes.
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
    IllegalStateException leftOpen = TaskScope.closeLeftOpen(coroutine, null);
    Throwable thrown = outcome instanceof Failure failure ? failure.thrown : null;
    if (thrown == null) {
      thrown = leftOpen;
    } else if (leftOpen != null) {
      thrown.addSuppressed(leftOpen);
    }
    if (thrown != null) {
      throw Rethrow.unchecked(thrown);
    }
    return outcome;
  }
}
