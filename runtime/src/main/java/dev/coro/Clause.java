package dev.coro;

import org.jspecify.annotations.Nullable;

/**
 * One of the things that a {@link Select} waits for. While it waits, the clause stands in the queue
 * of that thing; a select can be run again, one run at a time.
 */
abstract non-sealed class Clause extends WaitNode {
  /** In place of a value when a clause is not ready. */
  static final Object NOT_READY = new Object();

  /** What the clause does with its value: a {@link SuspendableFunction} of it, or a callable. */
  private final Object handler;

  /** The wait that this stands for; null outside of one. */
  private @Nullable SelectWaiter wait;

  Clause(Object handler) {
    this.handler = handler;
  }

  /** What it waits for and has to be entered; null if nothing. */
  @Nullable Meeting<?> meeting() {
    return null;
  }

  /** Whether other threads may choose it. */
  abstract boolean isShared();

  /** Does what the clause says if that is possible now: the value for its handler, or NOT_READY. */
  abstract @Nullable Object tryNow();

  /** Joins the queue of what it waits for. */
  void begin(SelectWaiter waiter) {
    wait = waiter;
    enqueue();
  }

  /** Leaves the queue. */
  void end() {
    wait = null;
    dequeue();
  }

  abstract void enqueue();

  abstract void dequeue();

  /** What a sending clause sends. */
  @Nullable Object element() {
    return null;
  }

  /**
   * Ends the wait by this clause, on whatever thread.
   *
   * @return false if the wait has ended before
   */
  boolean choose(@Nullable Object value) {
    SelectWaiter waiter = wait;
    return waiter != null && waiter.wake(new Choice(this, value));
  }

  /** Runs the handler. */
  @Suspendable
  @SuppressWarnings({"unchecked", "NullAway"}) // the value is what the function takes
  @Nullable Object handle(@Nullable Object value) throws Exception {
    return handler instanceof SuspendableFunction<?, ?> function
        ? ((SuspendableFunction<@Nullable Object, @Nullable Object>) function).apply(value)
        : ((SuspendableCallable<@Nullable Object>) handler).call();
  }

  /** A clause that was chosen, with what came with it. */
  record Choice(Clause clause, @Nullable Object value) {}
}
