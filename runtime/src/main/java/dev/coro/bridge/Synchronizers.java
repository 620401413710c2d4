package dev.coro.bridge;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Bridges of what threads meet at and no thread owns. What need not wait is done at once; else
 * another thread waits with the original. A permit that it has got in spite of a cancellation is
 * the caller's, as if the cancellation had come later.
 */
public final class Synchronizers {
  private Synchronizers() {}

  /** {@link CountDownLatch#await()}. */
  @Suspendable
  public static void await(CountDownLatch latch) throws InterruptedException {
    if (Waits.isPlainOrInterrupted(latch, "CountDownLatch.await()")) {
      latch.await();
      return;
    }
    Coroutine.checkCancelled();
    if (latch.getCount() > 0) {
      Waits.THREADS.submit(
          () -> {
            latch.await();
            return true;
          });
    }
  }

  /** {@link CountDownLatch#await(long, TimeUnit)}. */
  @Suspendable
  public static boolean await(CountDownLatch latch, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(latch, "CountDownLatch.await(...)")) {
      return latch.await(timeout, unit);
    }
    Coroutine.checkCancelled();
    return latch.getCount() == 0 || Waits.THREADS.submit(() -> latch.await(timeout, unit));
  }

  /** {@link Semaphore#acquire()}. */
  @Suspendable
  public static void acquire(Semaphore semaphore) throws InterruptedException {
    acquire(semaphore, 1);
  }

  /** {@link Semaphore#acquire(int)}. */
  @Suspendable
  public static void acquire(Semaphore semaphore, int permits) throws InterruptedException {
    if (permits < 0 || Waits.isPlainOrInterrupted(semaphore, "Semaphore.acquire(...)")) {
      semaphore.acquire(permits);
      return;
    }
    Coroutine.checkCancelled();
    // The form with a time-out does not overtake those who wait at a fair semaphore.
    if (!semaphore.tryAcquire(permits, 0, TimeUnit.NANOSECONDS)) {
      acquireElsewhere(semaphore, permits);
    }
  }

  /** {@link Semaphore#acquireUninterruptibly()}. */
  @Suspendable
  public static void acquireUninterruptibly(Semaphore semaphore) {
    acquireUninterruptibly(semaphore, 1);
  }

  /** {@link Semaphore#acquireUninterruptibly(int)}. Cancellation does end the wait. */
  @Suspendable
  public static void acquireUninterruptibly(Semaphore semaphore, int permits) {
    if (permits < 0 || Waits.isPlain(semaphore, "Semaphore.acquireUninterruptibly(...)")) {
      semaphore.acquireUninterruptibly(permits);
      return;
    }
    Coroutine.checkCancelled();
    if (semaphore.isFair() || !semaphore.tryAcquire(permits)) {
      acquireElsewhere(semaphore, permits);
    }
  }

  @Suspendable
  private static void acquireElsewhere(Semaphore semaphore, int permits) {
    Waits.THREADS.submit(
        () -> {
          semaphore.acquire(permits);
          return true;
        });
  }

  /** {@link Semaphore#tryAcquire(long, TimeUnit)}. */
  @Suspendable
  public static boolean tryAcquire(Semaphore semaphore, long timeout, TimeUnit unit)
      throws InterruptedException {
    return tryAcquire(semaphore, 1, timeout, unit);
  }

  /** {@link Semaphore#tryAcquire(int, long, TimeUnit)}. */
  @Suspendable
  public static boolean tryAcquire(Semaphore semaphore, int permits, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (permits < 0
        || timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(semaphore, "Semaphore.tryAcquire(...)")) {
      return semaphore.tryAcquire(permits, timeout, unit);
    }
    Coroutine.checkCancelled();
    return semaphore.tryAcquire(permits, 0, TimeUnit.NANOSECONDS)
        || Waits.THREADS.submit(() -> semaphore.tryAcquire(permits, timeout, unit));
  }

  /** {@link CyclicBarrier#await()}; its action runs in the thread that waits. */
  @Suspendable
  public static int await(CyclicBarrier barrier)
      throws InterruptedException, BrokenBarrierException {
    return Waits.isPlainOrInterrupted(barrier, "CyclicBarrier.await()")
        ? barrier.await()
        : Waits.THREADS.<Integer>submit(barrier::await);
  }

  /** {@link CyclicBarrier#await(long, TimeUnit)}; its action runs in the thread that waits. */
  @Suspendable
  public static int await(CyclicBarrier barrier, long timeout, TimeUnit unit)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    return Waits.isPlainOrInterrupted(barrier, "CyclicBarrier.await(...)")
        ? barrier.await(timeout, unit)
        : Waits.THREADS.<Integer>submit(() -> barrier.await(timeout, unit));
  }

  /** {@link Exchanger#exchange(Object)}. */
  @Suspendable
  public static @Nullable Object exchange(
      Exchanger<@Nullable Object> exchanger, @Nullable Object given) throws InterruptedException {
    return Waits.isPlainOrInterrupted(exchanger, "Exchanger.exchange(...)")
        ? exchanger.exchange(given)
        : Waits.THREADS.<@Nullable Object>submit(() -> exchanger.exchange(given));
  }

  /** {@link Exchanger#exchange(Object, long, TimeUnit)}. */
  @Suspendable
  public static @Nullable Object exchange(
      Exchanger<@Nullable Object> exchanger, @Nullable Object given, long timeout, TimeUnit unit)
      throws InterruptedException, TimeoutException {
    return Waits.isPlainOrInterrupted(exchanger, "Exchanger.exchange(...)")
        ? exchanger.exchange(given, timeout, unit)
        : Waits.THREADS.<@Nullable Object>submit(() -> exchanger.exchange(given, timeout, unit));
  }

  /** {@link Phaser#arriveAndAwaitAdvance}. */
  @Suspendable
  public static int arriveAndAwaitAdvance(Phaser phaser) {
    return Waits.isPlain(phaser, "Phaser.arriveAndAwaitAdvance()")
        ? phaser.arriveAndAwaitAdvance()
        : awaitElsewhere(phaser, phaser.arrive());
  }

  /** {@link Phaser#awaitAdvance}. */
  @Suspendable
  public static int awaitAdvance(Phaser phaser, int phase) {
    return Waits.isPlain(phaser, "Phaser.awaitAdvance(...)")
        ? phaser.awaitAdvance(phase)
        : awaitElsewhere(phaser, phase);
  }

  /** {@link Phaser#awaitAdvanceInterruptibly(int)}. */
  @Suspendable
  public static int awaitAdvanceInterruptibly(Phaser phaser, int phase)
      throws InterruptedException {
    return Waits.isPlainOrInterrupted(phaser, "Phaser.awaitAdvanceInterruptibly(...)")
        ? phaser.awaitAdvanceInterruptibly(phase)
        : awaitElsewhere(phaser, phase);
  }

  /** {@link Phaser#awaitAdvanceInterruptibly(int, long, TimeUnit)}. */
  @Suspendable
  public static int awaitAdvanceInterruptibly(Phaser phaser, int phase, long timeout, TimeUnit unit)
      throws InterruptedException, TimeoutException {
    return Waits.isPlainOrInterrupted(phaser, "Phaser.awaitAdvanceInterruptibly(...)")
        ? phaser.awaitAdvanceInterruptibly(phase, timeout, unit)
        : Waits.THREADS.<Integer>submit(
            () -> phaser.awaitAdvanceInterruptibly(phase, timeout, unit));
  }

  @Suspendable
  private static int awaitElsewhere(Phaser phaser, int phase) {
    return Waits.THREADS.<Integer>submit(() -> phaser.awaitAdvanceInterruptibly(phase));
  }
}
