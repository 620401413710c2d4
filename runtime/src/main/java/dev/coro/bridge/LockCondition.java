package dev.coro.bridge;

import dev.coro.Waiter;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A condition of a {@link ReentrantLock} at which threads and coroutines wait, served in the order
 * in which they came. Threads wait at the JDK's own condition; its queue is the thread's part of
 * this one's.
 *
 * <p>It is what instrumented code gets from {@code newCondition()}. A condition of the JDK alone
 * would not do: to stand in its queue a thread has to hold the lock, and between the moment in
 * which the carrier leaves the lock and the one in which another thread has it, signals would be
 * lost.
 */
@SuppressWarnings({"WaitNotInLoop", "JavaUtilDate"}) // the loop is the caller's, and so the date
final class LockCondition implements Condition {
  final ReentrantLock lock;
  private final Condition threads;

  /**
   * Who waits: a {@link Turn} for a coroutine, any other object for a thread. Guarded by the lock.
   */
  private final Queue<Object> waiting = new ArrayDeque<>();

  LockCondition(ReentrantLock lock, Condition threads) {
    this.lock = lock;
    this.threads = threads;
  }

  /** A coroutine that waits. */
  static final class Turn extends Waiter {
    private final LockCondition condition;

    private Turn(LockCondition condition) {
      super(true);
      this.condition = condition;
    }

    @Override
    protected void abandoned() {
      // Without the lock the queue must not be touched: signals pass over this one.
    }

    @Override
    public String toString() {
      return "a signal of " + condition;
    }
  }

  // ---- coroutines; the carrier holds the lock

  /** Stands behind those who wait. */
  Turn queue() {
    Turn turn = new Turn(this);
    waiting.add(turn);
    return turn;
  }

  /** Takes one out who has gone on. */
  void forget(Turn turn) {
    waiting.remove(turn);
  }

  /** Number of those who wait, threads and coroutines. */
  int waiters(ReentrantLock claimed) {
    if (claimed != lock) {
      throw new IllegalArgumentException("Not owned");
    }
    int count = lock.getWaitQueueLength(threads); // Checks that the lock is held.
    for (Object waiter : waiting) {
      count += waiter instanceof Turn turn && turn.isWaiting() ? 1 : 0;
    }
    return count;
  }

  // ---- threads

  private void checkHeld() {
    if (!Locks.isHeldByCurrentThread(lock)) {
      throw new IllegalMonitorStateException();
    }
  }

  private Object queueThread() {
    checkHeld();
    Object mark = new Object();
    waiting.add(mark);
    return mark;
  }

  @Override
  public void await() throws InterruptedException {
    Object mark = queueThread();
    try {
      threads.await();
    } finally {
      waiting.remove(mark);
    }
  }

  @Override
  public void awaitUninterruptibly() {
    Object mark = queueThread();
    try {
      threads.awaitUninterruptibly();
    } finally {
      waiting.remove(mark);
    }
  }

  @Override
  public long awaitNanos(long nanosTimeout) throws InterruptedException {
    Object mark = queueThread();
    try {
      return threads.awaitNanos(nanosTimeout);
    } finally {
      waiting.remove(mark);
    }
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    Object mark = queueThread();
    try {
      return threads.await(time, unit);
    } finally {
      waiting.remove(mark);
    }
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    Object mark = queueThread();
    try {
      return threads.awaitUntil(deadline);
    } finally {
      waiting.remove(mark);
    }
  }

  // ---- whoever signals

  @Override
  public void signal() {
    checkHeld();
    for (Object next = waiting.poll(); next != null; next = waiting.poll()) {
      if (next instanceof Turn turn ? turn.wake(null) : signalThread()) {
        return;
      }
    }
  }

  /** Whether a thread was there: those whose time is over still have a mark in the queue. */
  private boolean signalThread() {
    boolean waits = lock.hasWaiters(threads);
    threads.signal();
    return waits;
  }

  @Override
  public void signalAll() {
    checkHeld();
    for (Object next : waiting) {
      if (next instanceof Turn turn) {
        turn.wake(null);
      }
    }
    waiting.clear();
    threads.signalAll();
  }

  @Override
  public String toString() {
    return "a condition of " + lock;
  }
}
