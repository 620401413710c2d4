package dev.coro.sync;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.Waiter;
import org.jspecify.annotations.Nullable;

/** What {@link Event} and {@link Latch} have in common: all wait until it opens, once. */
abstract class Gate<S extends Gate<S>> extends WaitingRoom<S, Gate.GateWaiter> {
  private boolean open;

  Gate() {}

  /** Lets all pass, from now on. Entered. */
  final void open() {
    open = true;
    for (GateWaiter waiter = queue.poll(); waiter != null; waiter = queue.poll()) {
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
      queue.add(waiter);
      return waiter;
    } finally {
      exit();
    }
  }

  static final class GateWaiter extends Waiter {
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
