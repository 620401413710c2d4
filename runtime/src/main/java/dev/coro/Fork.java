package dev.coro;

import dev.coro.internal.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One child of a task scope: what the scope keeps of it, and the subtask that others see. */
final class Fork<T extends @Nullable Object> implements Subtask<T>, EndListener {
  private final TaskScope<?, ?> scope;

  /** Null if the scope was cancelled before it could start. */
  private @Nullable Coroutine<T> coroutine;

  private final @Nullable String name;

  private State state = State.UNAVAILABLE;
  private @Nullable Object outcome;

  /** Neighbours among the living children of the scope. */
  @Nullable Fork<?> previous;

  @Nullable Fork<?> next;

  /** How it reports that it is ready; null if nobody waits for that. */
  private @Nullable Ready<?> ready;

  Fork(TaskScope<?, ?> scope, @Nullable String name) {
    this.scope = scope;
    this.name = name;
  }

  /** Has somebody wait until it is ready. */
  void expect(Ready<?> report) {
    ready = report;
  }

  /** How it would have to report that it is ready, before it counts; null if it does. */
  @Nullable Ready<?> unready() {
    return ready == null || ready.counts() ? null : ready;
  }

  void started(Coroutine<T> child) {
    coroutine = child;
  }

  CoroutineContinuation continuation() {
    return Objects.requireNonNull(coroutine).continuation();
  }

  @Override
  public void ended(Coroutine<?> child) {
    Object ended = child.outcome();
    if (!(ended instanceof Failure failure)) {
      state = State.SUCCESS;
      outcome = ended;
    } else {
      failure.markKnown();
      if (!failure.cancelled) {
        state = State.FAILED;
        outcome = failure.thrown;
      }
    }
    scope.childEnded(this);
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"})
  public T get() {
    if (state != State.SUCCESS) {
      throw new IllegalStateException(
          ErrorCode.SUBTASK_UNAVAILABLE.message("get()", name(), "returned", state));
    }
    return (T) outcome;
  }

  @Override
  public Throwable exception() {
    if (state != State.FAILED) {
      throw new IllegalStateException(
          ErrorCode.SUBTASK_UNAVAILABLE.message("exception()", name(), "failed", state));
    }
    return (Throwable) Objects.requireNonNull(outcome);
  }

  @Override
  public String name() {
    Coroutine<T> started = coroutine;
    return started != null ? started.name() : Objects.requireNonNullElse(name, "not started");
  }

  /** Name and state, for messages. */
  @Override
  public String toString() {
    return "subtask '" + name() + "' (" + state + ")";
  }
}
