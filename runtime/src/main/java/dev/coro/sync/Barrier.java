package dev.coro.sync;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place where a fixed number of coroutines wait for each other, again and again.
 *
 * <p>One that is cancelled while it waits counts as not arrived; unlike {@link
 * java.util.concurrent.CyclicBarrier}, the barrier does not break, and the others wait for a
 * replacement.
 */
public final class Barrier extends WaitingRoom<Barrier, Barrier.BarrierWaiter> {
  private final int parties;

  /**
   * Creates a barrier.
   *
   * @throws IllegalArgumentException if {@code parties} is less than 1 (CO239)
   */
  public Barrier(int parties) {
    if (parties < 1) {
      throw new IllegalArgumentException(
          ErrorCode.TOO_SMALL.message("the number of parties of a barrier", parties, 1));
    }
    this.parties = parties;
  }

  /**
   * Waits until all parties have arrived. Suspends all but the last; always a cancellation point.
   *
   * @return how many had arrived before: 0 for the first, parties - 1 for the last
   */
  @Suspendable
  public int await() {
    Coroutine.checkCancelled();
    BarrierWaiter waiter = arrive();
    return waiter == null ? parties - 1 : (Integer) Objects.requireNonNull(waiter.await());
  }

  /** Null if all have arrived with the caller. */
  private @Nullable BarrierWaiter arrive() {
    enter();
    try {
      while (queue.size() == parties - 1) {
        if (letPass()) {
          return null;
        }
      }
      BarrierWaiter waiter = new BarrierWaiter(this);
      queue.add(waiter);
      return waiter;
    } finally {
      exit();
    }
  }

  /** Wakes all. Returns false if one has left in this moment, so that the caller has to wait. */
  private boolean letPass() {
    List<BarrierWaiter> all = queue.toList();
    for (BarrierWaiter waiter : all) {
      if (!waiter.isWaiting()) {
        queue.remove(waiter);
        return false;
      }
    }
    for (int i = 0; i < all.size(); i++) {
      queue.remove(all.get(i));
      all.get(i).wake(i);
    }
    return true;
  }

  /** How many take part. */
  public int parties() {
    return parties;
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return named("barrier") + " of " + parties;
  }

  static final class BarrierWaiter extends Waiter {
    private final Barrier barrier;

    BarrierWaiter(Barrier barrier) {
      super(barrier.isShared());
      this.barrier = barrier;
    }

    @Override
    protected void abandoned() {
      barrier.forget(this);
    }

    @Override
    public String toString() {
      return "the others at " + barrier;
    }
  }
}
