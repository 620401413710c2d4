package dev.coro;

import dev.coro.internal.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * With what a subtask reports that it is ready, to the coroutine that waits for this in {@link
 * TaskScope#start(SuspendableFunction)}.
 *
 * @param <V> type of what it reports, such as the port that a server listens at
 */
public final class Ready<V extends @Nullable Object> {
  private final TaskScope<?, ?> scope;
  private final Fork<?> fork;

  /** Who waits, until it is woken; null before and after. */
  private @Nullable StartWaiter waiter;

  private boolean reported;

  /** Whether the one who waited was cancelled: then the subtask is, too, and never counts. */
  private boolean abandoned;

  private boolean ended;

  Ready(TaskScope<?, ?> scope, Fork<?> fork) {
    this.scope = scope;
    this.fork = fork;
  }

  /**
   * Reports that the subtask is ready: the coroutine that has started it goes on, and from now on
   * the subtask is one like those that are forked. Called once, by a coroutine of the scope. Never
   * suspends; never a cancellation point.
   *
   * @throws IllegalStateException if it was called before (CO249)
   */
  public void report(V value) {
    if (reported) {
      throw new IllegalStateException(ErrorCode.READY_TWICE.message(fork.name()));
    }
    reported = true;
    StartWaiter waiting = waiter;
    if (waiting != null && !abandoned) {
      waiter = null;
      scope.becameReady(fork);
      waiting.wake(value);
    }
  }

  /** Whether the subtask is one like those that are forked. */
  boolean counts() {
    return reported && !abandoned;
  }

  /**
   * Waits until the subtask is ready. If the wait is cancelled, the subtask is too, and this goes
   * on to wait for its end.
   */
  @Suspendable
  @SuppressWarnings({"NullAway", "unchecked"}) // what is delivered is of type V
  V await() {
    StartWaiter first = new StartWaiter(this);
    waiter = first;
    try {
      return (V) first.await();
    } finally {
      awaitEndIfAbandoned();
    }
  }

  @Suspendable
  private void awaitEndIfAbandoned() {
    if (abandoned && !ended) {
      StartWaiter last = new StartWaiter(this);
      waiter = last;
      last.awaitUncancellable();
    }
  }

  /**
   * The subtask has ended without having counted.
   *
   * @return whether its failure was given to the one who waits
   */
  boolean ended() {
    ended = true;
    StartWaiter waiting = Objects.requireNonNull(waiter);
    waiter = null;
    if (abandoned) {
      waiting.wake(null);
      return false;
    }
    waiting.wakeWithFailure(
        switch (fork.state()) {
          case FAILED -> fork.exception();
          case SUCCESS -> new IllegalStateException(ErrorCode.NEVER_READY.message(fork.name()));
          case UNAVAILABLE -> new CancelledException(fork + " was cancelled before it was ready");
        });
    return true;
  }

  private void abandon() {
    abandoned = true;
    fork.continuation().cancel("what had started it was cancelled before it was ready");
  }

  /** Waits for the report or, if that does not count any more, for the end. */
  private static final class StartWaiter extends Waiter {
    private final Ready<?> ready;

    StartWaiter(Ready<?> ready) {
      super(false);
      this.ready = ready;
    }

    @Override
    protected void abandoned() {
      ready.abandon();
    }

    @Override
    public String toString() {
      return "the start of " + ready.fork;
    }
  }
}
