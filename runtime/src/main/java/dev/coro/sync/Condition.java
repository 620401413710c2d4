package dev.coro.sync;

import dev.coro.Suspendable;
import dev.coro.WaitQueue;
import dev.coro.Waiter;
import java.util.List;

/**
 * Lets the holder of a {@link Mutex} wait, without the lock, until another says that something has
 * changed. Wait in a loop that tests what is waited for.
 *
 * <p>It is made by {@link Mutex#newCondition}. Its methods are for those who hold the lock, which
 * also guards it.
 */
public final class Condition {
  private final Mutex mutex;
  private final WaitQueue<SignalWaiter> waiters = new WaitQueue<>();

  Condition(Mutex mutex) {
    this.mutex = mutex;
  }

  /**
   * Releases the lock, waits for a signal, and takes the lock again. Always suspends; a
   * cancellation point: the lock is held again also when this throws.
   *
   * @throws IllegalStateException if the caller does not hold the lock (CO241)
   */
  @Suspendable
  public void await() {
    mutex.checkOwned("await()");
    SignalWaiter waiter = new SignalWaiter(this);
    waiters.add(waiter);
    mutex.unlock();
    try {
      waiter.await();
    } finally {
      mutex.lockUncancellably();
      // Here, where the lock guards the queue; no effect unless the wait was cancelled.
      waiters.remove(waiter);
    }
  }

  /**
   * Wakes the one that has waited longest, if any; it goes on when it gets the lock. Never
   * suspends.
   *
   * @throws IllegalStateException if the caller does not hold the lock (CO241)
   */
  public void signal() {
    mutex.checkOwned("signal()");
    SignalWaiter waiter = waiters.poll();
    while (waiter != null && !waiter.wake(null)) {
      waiter = waiters.poll();
    }
  }

  /**
   * Wakes all that wait. Never suspends.
   *
   * @throws IllegalStateException if the caller does not hold the lock (CO241)
   */
  public void signalAll() {
    mutex.checkOwned("signalAll()");
    for (SignalWaiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
      waiter.wake(null);
    }
  }

  /**
   * Names of those who wait, in order. Never suspends.
   *
   * @throws IllegalStateException if the caller does not hold the lock (CO241)
   */
  public List<String> waiters() {
    mutex.checkOwned("waiters()");
    return waiters.toList().stream().map(Waiter::waiterName).toList();
  }

  private static final class SignalWaiter extends Waiter {
    private final Condition condition;

    SignalWaiter(Condition condition) {
      super(condition.mutex.isShared());
      this.condition = condition;
    }

    @Override
    protected void abandoned() {
      // It leaves the queue when it has the lock again.
    }

    @Override
    public String toString() {
      return "a signal of a condition of " + condition.mutex;
    }
  }
}
