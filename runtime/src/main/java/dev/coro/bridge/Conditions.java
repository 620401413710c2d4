package dev.coro.bridge;

import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bridges of {@link Condition}: the coroutine leaves the lock, waits for a signal, and takes the
 * lock again, however the wait has ended.
 */
@SuppressWarnings({"WaitNotInLoop", "JavaUtilDate"}) // the loop is the caller's, and so the date
public final class Conditions {
  private static final String STRANGE =
      "it was not made by instrumented code with newCondition() of a ReentrantLock; use"
          + " dev.coro.sync.Mutex and its newCondition()";

  private Conditions() {}

  /** {@link Condition#await()}. */
  @Suspendable
  public static void await(Condition condition) throws InterruptedException {
    if (isPlainOrInterrupted(condition, "Condition.await()")) {
      condition.await();
    } else {
      awaitSignal(condition, Long.MAX_VALUE);
    }
  }

  /** {@link Condition#awaitUninterruptibly}. Cancellation does end the wait. */
  @Suspendable
  public static void awaitUninterruptibly(Condition condition) {
    if (isPlain(condition, "Condition.awaitUninterruptibly()")) {
      condition.awaitUninterruptibly();
    } else {
      awaitSignal(condition, Long.MAX_VALUE);
    }
  }

  /** {@link Condition#await(long, TimeUnit)}. */
  @Suspendable
  public static boolean await(Condition condition, long time, TimeUnit unit)
      throws InterruptedException {
    if (unit == null || isPlainOrInterrupted(condition, "Condition.await(...)")) {
      return condition.await(time, unit);
    }
    return awaitSignal(condition, unit.toNanos(time));
  }

  /** {@link Condition#awaitNanos}. */
  @Suspendable
  public static long awaitNanos(Condition condition, long nanosTimeout)
      throws InterruptedException {
    if (isPlainOrInterrupted(condition, "Condition.awaitNanos(...)")) {
      return condition.awaitNanos(nanosTimeout);
    }
    long start = System.nanoTime();
    boolean signalled = awaitSignal(condition, nanosTimeout);
    long left = nanosTimeout - (System.nanoTime() - start);
    return signalled ? left : Math.min(left, 0);
  }

  /** {@link Condition#awaitUntil}. */
  @Suspendable
  public static boolean awaitUntil(Condition condition, Date deadline) throws InterruptedException {
    if (isPlainOrInterrupted(condition, "Condition.awaitUntil(...)")) {
      return condition.awaitUntil(deadline);
    }
    long millis = deadline.getTime() - System.currentTimeMillis();
    return awaitSignal(condition, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static boolean isPlainOrInterrupted(Condition condition, String method) {
    return Thread.currentThread().isInterrupted() || isPlain(condition, method);
  }

  /** Whether the original is called: also for conditions at which only threads can wait. */
  private static boolean isPlain(Condition condition, String method) {
    if (Waits.isPlain(condition, method)) {
      return true;
    }
    boolean strange = !(condition instanceof LockCondition);
    if (strange) {
      Blockers.plain(method, STRANGE);
    }
    return strange;
  }

  /** Returns whether the signal came in time. */
  @Suspendable
  private static boolean awaitSignal(Condition condition, long nanos) {
    LockCondition own = (LockCondition) condition;
    ReentrantLock lock = own.lock;
    if (!Locks.isHeldByCurrentThread(lock)) {
      throw new IllegalMonitorStateException();
    }
    Coroutine.checkCancelled();
    LockCondition.Turn turn = own.queue();
    int holds = lock.getHoldCount();
    leave(lock, holds);
    try {
      if (nanos == Long.MAX_VALUE) {
        turn.await();
        return true;
      }
      // The time may have been over from the start: one who is not there cannot be signalled.
      return CancelScope.moveOnAfter(Duration.ofNanos(nanos), () -> turn.await());
    } finally {
      CancelScope.shield(() -> enter(lock, holds));
      own.forget(turn);
    }
  }

  private static void leave(ReentrantLock lock, int holds) {
    for (int i = 0; i < holds; i++) {
      Locks.unlock(lock);
    }
  }

  @Suspendable
  private static void enter(ReentrantLock lock, int holds) {
    for (int i = 0; i < holds; i++) {
      Locks.lock(lock);
    }
  }
}
