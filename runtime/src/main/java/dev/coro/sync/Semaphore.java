package dev.coro.sync;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, of which each coroutine takes some and gives them back; a bound on how many
 * do something at the same time.
 *
 * <pre>{@code
 * Semaphore connections = new Semaphore(10);
 * connections.withPermit(() -> download(address));
 * }</pre>
 *
 * <p>First come, first served: one that needs many permits is not overtaken by those that need few.
 */
public final class Semaphore extends WaitingRoom<Semaphore, Semaphore.PermitWaiter> {
  private int available;

  /**
   * Creates a semaphore.
   *
   * @param permits that are available at first
   * @throws IllegalArgumentException if it is negative (CO239)
   */
  public Semaphore(int permits) {
    available = checked("the number of permits", permits, 0);
  }

  private static int checked(String what, int count, int least) {
    if (count < least) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message(what, count, least));
    }
    return count;
  }

  /** Takes a permit; see {@link #acquire(int)}. */
  @Suspendable
  public void acquire() {
    acquire(1);
  }

  /**
   * Takes permits. Suspends while there are too few, or others wait; always a cancellation point.
   *
   * @throws IllegalArgumentException if {@code permits} is less than 1 (CO239)
   */
  @Suspendable
  public void acquire(int permits) {
    Coroutine.checkCancelled();
    PermitWaiter waiter = takeOrEnqueue(checked("the number of permits to take", permits, 1));
    if (waiter != null) {
      waiter.await();
    }
  }

  private @Nullable PermitWaiter takeOrEnqueue(int permits) {
    enter();
    try {
      if (queue.isEmpty() && available >= permits) {
        available -= permits;
        return null;
      }
      PermitWaiter waiter = new PermitWaiter(this, permits);
      queue.add(waiter);
      return waiter;
    } finally {
      exit();
    }
  }

  /** Takes a permit if one is available and nobody waits. Never suspends. */
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Takes permits if there are enough and nobody waits. Never suspends.
   *
   * @return whether they were taken
   * @throws IllegalArgumentException if {@code permits} is less than 1 (CO239)
   */
  public boolean tryAcquire(int permits) {
    int wanted = checked("the number of permits to take", permits, 1);
    enter();
    try {
      boolean enough = queue.isEmpty() && available >= wanted;
      if (enough) {
        available -= wanted;
      }
      return enough;
    } finally {
      exit();
    }
  }

  /** Gives back a permit; see {@link #release(int)}. */
  public void release() {
    release(1);
  }

  /**
   * Gives back permits, or adds new ones: nobody counts who has taken them. Never suspends.
   *
   * @throws IllegalArgumentException if {@code permits} is less than 1 (CO239)
   * @throws ArithmeticException if there would be more than an int can count
   */
  public void release(int permits) {
    int returned = checked("the number of permits to release", permits, 1);
    enter();
    try {
      available = Math.addExact(available, returned);
      serve();
    } finally {
      exit();
    }
  }

  /** One who needed more, or something else, may have kept the others waiting. */
  @Override
  void queueChanged() {
    serve();
  }

  /** Serves those who wait, in order, for as long as there are enough permits. */
  private void serve() {
    while (true) {
      PermitWaiter first = queue.peek();
      if (first == null || first.permits > available) {
        return;
      }
      queue.remove(first);
      if (first.wake(null)) {
        available -= first.permits;
      }
    }
  }

  /**
   * Runs a task that holds a permit. Suspends like {@link #acquire} and where the task does; always
   * a cancellation point. What the task throws comes out.
   */
  @Suspendable
  public void withPermit(SuspendableRunnable task) {
    acquire();
    try {
      task.run();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      release();
    }
  }

  /**
   * As {@link #withPermit(SuspendableRunnable)}, for a task with a result.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public <T extends @Nullable Object> T withPermit(SuspendableCallable<T> task) {
    acquire();
    try {
      return task.call();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      release();
    }
  }

  /** Permits that nobody has taken. Never suspends. */
  public int available() {
    enter();
    try {
      return available;
    } finally {
      exit();
    }
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return named("semaphore");
  }

  static final class PermitWaiter extends Waiter {
    private final Semaphore semaphore;
    final int permits;

    PermitWaiter(Semaphore semaphore, int permits) {
      super(semaphore.isShared());
      this.semaphore = semaphore;
      this.permits = permits;
    }

    @Override
    protected void abandoned() {
      semaphore.forget(this);
    }

    @Override
    public String toString() {
      return permits + (permits == 1 ? " permit of " : " permits of ") + semaphore;
    }
  }
}
