package dev.coro.bridge;

import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.BridgeGate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Bridges of {@link Lock}. A {@link ReentrantLock} belongs to the carrier's thread as soon as one
 * of its coroutines holds it, and {@link LockTable} keeps the others out. A coroutine that finds it
 * held by another thread waits elsewhere until it is free and tries again.
 *
 * <p>Methods that cannot be suspended are led here, too, by {@link #lockHere} and the like: the JDK
 * would let them in where another coroutine of the carrier holds the lock.
 */
public final class Locks {
  private static final String READ_WRITE =
      "its owner is the thread, and coroutines of one carrier would not keep each other out; use"
          + " dev.coro.sync.ReadWriteLock";
  private static final String STRANGE =
      "nobody knows whether a thread owns it; use dev.coro.sync.Mutex, or name what is"
          + " suspendable in it";

  private Locks() {}

  /** {@link Lock#lock}. Cancellation does end the wait. */
  @Suspendable
  public static void lock(Lock lock) {
    if (isPlain(lock, "Lock.lock()")) {
      lockHere(lock);
    } else {
      Coroutine.checkCancelled();
      enter(lock);
    }
  }

  /** {@link Lock#lockInterruptibly}. */
  @Suspendable
  public static void lockInterruptibly(Lock lock) throws InterruptedException {
    if (Thread.currentThread().isInterrupted() || isPlain(lock, "Lock.lockInterruptibly()")) {
      lockInterruptiblyHere(lock);
    } else {
      Coroutine.checkCancelled();
      enter(lock);
    }
  }

  /** {@link Lock#tryLock(long, TimeUnit)}. */
  @Suspendable
  public static boolean tryLock(Lock lock, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (unit == null
        || Thread.currentThread().isInterrupted()
        || isPlain(lock, "Lock.tryLock(...)")) {
      return tryLockHere(lock, timeout, unit);
    }
    Coroutine.checkCancelled();
    return tryEnter(lock)
        || (timeout > 0
            && CancelScope.moveOnAfter(Duration.ofNanos(unit.toNanos(timeout)), () -> enter(lock)));
  }

  /** Whether the original is called: also for locks that belong to threads in their own way. */
  private static boolean isPlain(Lock lock, String method) {
    if (Waits.isPlain(lock, method)) {
      return true;
    }
    if (lock instanceof ReentrantLock || isWithoutOwner(lock)) {
      return false;
    }
    boolean readWrite =
        lock instanceof ReentrantReadWriteLock.ReadLock
            || lock instanceof ReentrantReadWriteLock.WriteLock;
    Blockers.plain(method, readWrite ? READ_WRITE : STRANGE);
    return true;
  }

  /** The views of a StampedLock, which any thread may leave. */
  private static boolean isWithoutOwner(Lock lock) {
    return lock.getClass().getName().startsWith("java.util.concurrent.locks.StampedLock$");
  }

  private static boolean tryEnter(Lock lock) {
    return lock instanceof ReentrantLock reentrant
        ? LockTable.current().tryEnter(reentrant, Coroutine.current())
        : lock.tryLock();
  }

  @Suspendable
  private static void enter(Lock lock) {
    if (lock instanceof ReentrantLock reentrant) {
      enter(reentrant);
    } else if (!lock.tryLock()) {
      Waits.THREADS.submit(
          () -> {
            lock.lockInterruptibly();
            return true;
          });
    }
  }

  @Suspendable
  private static void enter(ReentrantLock lock) {
    Coroutine<?> caller = Coroutine.current();
    while (!LockTable.current().tryEnter(lock, caller)) {
      LockTable.Turn turn = LockTable.current().queue(lock);
      if (turn != null) {
        turn.await();
      } else {
        awaitThread(lock);
      }
    }
  }

  /** Waits until the lock was free for a moment. */
  @Suspendable
  private static void awaitThread(ReentrantLock lock) {
    boolean came = false;
    try {
      Waits.THREADS.submit(
          () -> {
            lock.lockInterruptibly();
            lock.unlock();
            return true;
          });
      came = true;
    } finally {
      if (!came) {
        LockTable.current().passOn(lock); // Who was woken and gives up lets the next one try.
      }
    }
  }

  // ---- in any method, also one that cannot be suspended

  /** {@link Lock#lock} in a method that cannot be suspended. */
  public static void lockHere(Lock lock) {
    if (lock instanceof ReentrantLock reentrant && BridgeGate.isInCoroutine()) {
      guard(reentrant, "Lock.lock()");
      reentrant.lock();
      LockTable.current().entered(reentrant, Coroutine.current());
    } else {
      lock.lock();
    }
  }

  /** {@link Lock#lockInterruptibly} in a method that cannot be suspended. */
  public static void lockInterruptiblyHere(Lock lock) throws InterruptedException {
    if (lock instanceof ReentrantLock reentrant && BridgeGate.isInCoroutine()) {
      guard(reentrant, "Lock.lockInterruptibly()");
      reentrant.lockInterruptibly();
      LockTable.current().entered(reentrant, Coroutine.current());
    } else {
      lock.lockInterruptibly();
    }
  }

  /** {@link Lock#tryLock()}. */
  public static boolean tryLock(Lock lock) {
    return (lock instanceof ReentrantLock && BridgeGate.isInCoroutine())
        ? tryEnter(lock)
        : lock.tryLock();
  }

  /** {@link Lock#tryLock(long, TimeUnit)} in a method that cannot be suspended. */
  public static boolean tryLockHere(Lock lock, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (!(lock instanceof ReentrantLock reentrant) || !BridgeGate.isInCoroutine()) {
      return lock.tryLock(timeout, unit);
    }
    guard(reentrant, "Lock.tryLock(...)");
    boolean entered = reentrant.tryLock(timeout, unit);
    if (entered) {
      LockTable.current().entered(reentrant, Coroutine.current());
    }
    return entered;
  }

  /** {@link Lock#unlock}. Never suspends. */
  public static void unlock(Lock lock) {
    if (lock instanceof ReentrantLock reentrant && BridgeGate.isInCoroutine()) {
      if (isHeldByOther(reentrant)) {
        throw new IllegalMonitorStateException();
      }
      reentrant.unlock();
      LockTable.current().left(reentrant);
    } else {
      lock.unlock();
    }
  }

  /** {@link ReentrantLock#isHeldByCurrentThread}, for the coroutine. */
  public static boolean isHeldByCurrentThread(ReentrantLock lock) {
    return lock.isHeldByCurrentThread() && !(BridgeGate.isInCoroutine() && isHeldByOther(lock));
  }

  /** {@link ReentrantLock#getHoldCount}, for the coroutine. */
  public static int getHoldCount(ReentrantLock lock) {
    return (BridgeGate.isInCoroutine() && isHeldByOther(lock)) ? 0 : lock.getHoldCount();
  }

  private static boolean isHeldByOther(ReentrantLock lock) {
    Coroutine<?> owner = LockTable.current().owner(lock);
    return owner != null && owner != Coroutine.current();
  }

  /** Nobody may be let in because another coroutine of the thread is. */
  private static void guard(ReentrantLock lock, String method) {
    if (isHeldByOther(lock)) {
      Coroutine<?> owner = LockTable.current().owner(lock);
      throw new IllegalStateException(
          ErrorCode.LOCK_OF_OTHER_COROUTINE.message(
              method, owner == null ? "" : owner.name(), lock));
    }
  }

  // ---- conditions

  /** {@link Lock#newCondition}: one that coroutines can wait at. */
  public static Condition newCondition(Lock lock) {
    return lock instanceof ReentrantLock reentrant
        ? new LockCondition(reentrant, reentrant.newCondition())
        : lock.newCondition();
  }

  /** {@link ReentrantLock#hasWaiters}. */
  public static boolean hasWaiters(ReentrantLock lock, Condition condition) {
    return condition instanceof LockCondition own
        ? own.waiters(lock) > 0
        : lock.hasWaiters(condition);
  }

  /** {@link ReentrantLock#getWaitQueueLength}. */
  public static int getWaitQueueLength(ReentrantLock lock, Condition condition) {
    return condition instanceof LockCondition own
        ? own.waiters(lock)
        : lock.getWaitQueueLength(condition);
  }
}
