package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import dev.coro.Waiter;
import org.jspecify.annotations.Nullable;

/** For coroutines of one carrier: a waiter for each wait. */
final class CoroutineGate implements Gate {
  private boolean open;
  private @Nullable Turn waiting;

  @Override
  @Suspendable
  public void pass() {
    if (!open) {
      Turn turn = new Turn();
      waiting = turn;
      turn.await();
    }
    open = false;
  }

  @Override
  public void open() {
    open = true;
    Turn turn = waiting;
    if (turn != null) {
      waiting = null;
      turn.wake(null);
    }
  }

  private static final class Turn extends Waiter {
    Turn() {
      super(false);
    }

    @Override
    protected void abandoned() {
      // Nobody cancels these.
    }

    @Override
    public String toString() {
      return "a turn";
    }
  }
}
