package dev.coro;

import dev.coro.rt.ContinuationState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The running part of a {@link Coroutine}. */
final class CoroutineContinuation extends ContinuationState {
  final Coroutine<?> coroutine;

  /**
   * A {@link SuspendableCallable} or a {@link SuspendableRunnable}; an object that is both is
   * called for its result. Null once begun, so that the task keeps nothing alive.
   */
  private @Nullable Object task;

  CoroutineContinuation(Coroutine<?> coroutine, Object task) {
    this.coroutine = coroutine;
    this.task = task;
  }

  /** The coroutine that {@code innermost} is part of; null if it is part of none. */
  static @Nullable Coroutine<?> coroutineOf(ContinuationState innermost) {
    for (ContinuationState c = innermost; c != null; c = c.enclosing()) {
      if (c instanceof CoroutineContinuation found) {
        return found.coroutine;
      }
    }
    return null;
  }

  @Override
  @Suspendable
  protected void begin() throws Exception {
    Object begun = Objects.requireNonNull(task);
    task = null;
    if (begun instanceof SuspendableCallable<?> callable) {
      completeReference(callable.call(), this);
    } else {
      ((SuspendableRunnable) begun).run();
    }
  }

  @Override
  protected String describe() {
    return coroutine.toString();
  }
}
