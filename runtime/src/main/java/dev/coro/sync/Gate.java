package dev.coro.sync;

import dev.coro.Coroutine;
import dev.coro.Meeting;
import dev.coro.Suspendable;
import dev.coro.WaitQueue;
import dev.coro.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Event} and {@link Latch} have in common: all wait until it opens, once. */
abstract class Gate<S extends Gate<S>> extends Meeting<S> {
  private final WaitQueue<GateWaiter> waiters = new WaitQueue<>();
  private boolean open;

  Gate() {}

  /** Lets all pass, from now on. Entered. */
  final void open() {
    open = true;
    for (GateWaiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
      waiter.wake(null);
    }
  }

  /** Whether all may pass. Entered. */
  final boolean isOpen() {
    return open;
  }

  /**
   * Waits until it has happened. Suspends unless it has; always a cancellation point. Those who
   * wait go on in the order in which they came.
   */
  @Suspendable
  public final void await() {
    Coroutine.checkCancelled();
    GateWaiter waiter = enqueueUnlessOpen();
    if (waiter != null) {
      waiter.await();
    }
  }

  private @Nullable GateWaiter enqueueUnlessOpen() {
    enter();
    try {
      if (open) {
        return null;
      }
      GateWaiter waiter = new GateWaiter(this);
      waiters.add(waiter);
      return waiter;
    } finally {
      exit();
    }
  }

  /** Names of those who wait, in the order in which they came. Never suspends. */
  public final List<String> waiters() {
    enter();
    try {
      return waiters.toList().stream().map(Waiter::waiterName).toList();
    } finally {
      exit();
    }
  }

  private void forget(GateWaiter waiter) {
    enter();
    try {
      waiters.remove(waiter);
    } finally {
      exit();
    }
  }

  private static final class GateWaiter extends Waiter {
    private final Gate<?> gate;

    GateWaiter(Gate<?> gate) {
      super(gate.isShared());
      this.gate = gate;
    }

    @Override
    protected void abandoned() {
      gate.forget(this);
    }

    @Override
    public String toString() {
      return gate.toString();
    }
  }
}
