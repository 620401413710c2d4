package dev.coro.sync;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one coroutine holds at a time, across suspensions. Not reentrant.
 *
 * <pre>{@code
 * Mutex mutex = new Mutex();
 * mutex.withLock(() -> account.move(amount, other));
 * }</pre>
 *
 * <p>It is handed on to the one that has waited longest: nobody can overtake.
 */
public final class Mutex extends WaitingRoom<Mutex, Mutex.LockWaiter> {
  /** The coroutine or thread that holds it. */
  private @Nullable Object owner;

  /** Creates a mutex that nobody holds. */
  public Mutex() {}

  /**
   * Takes the lock. Suspends while another holds it; always a cancellation point.
   *
   * @throws IllegalStateException if the caller holds it already (CO240)
   */
  @Suspendable
  public void lock() {
    Coroutine.checkCancelled();
    LockWaiter waiter = takeOrEnqueue("lock()");
    if (waiter != null) {
      waiter.await();
    }
  }

  /** As {@link #lock}, but never a cancellation point: for clean-up. */
  @Suspendable
  public void lockUncancellably() {
    LockWaiter waiter = takeOrEnqueue("lockUncancellably()");
    if (waiter != null) {
      waiter.awaitUncancellable();
    }
  }

  /** Takes the lock, or a place in the queue. */
  private @Nullable LockWaiter takeOrEnqueue(String operation) {
    Object caller = Waiter.caller();
    enter();
    try {
      if (owner == null) {
        owner = caller;
        return null;
      } else if (owner == caller) {
        throw new IllegalStateException(
            ErrorCode.NOT_REENTRANT.message(operation, this, Waiter.nameOf(caller)));
      }
      LockWaiter waiter = new LockWaiter(this);
      queue.add(waiter);
      return waiter;
    } finally {
      exit();
    }
  }

  /** Takes the lock if nobody holds it. Never suspends. Returns whether it was taken. */
  public boolean tryLock() {
    enter();
    try {
      boolean free = owner == null;
      if (free) {
        owner = Waiter.caller();
      }
      return free;
    } finally {
      exit();
    }
  }

  /**
   * Releases the lock, to the one that has waited longest. Never suspends.
   *
   * @throws IllegalStateException if the caller does not hold it (CO241)
   */
  public void unlock() {
    enter();
    try {
      checkOwned("unlock()");
      do {
        LockWaiter next = queue.poll();
        if (next == null) {
          owner = null;
          return;
        }
        owner = next.waiting(); // Before it wakes up, which may be on another thread.
        if (next.wake(null)) {
          return;
        }
      } while (true);
    } finally {
      exit();
    }
  }

  /**
   * Runs a task that holds the lock. Suspends like {@link #lock} and where the task does; always a
   * cancellation point. What the task throws comes out.
   */
  @Suspendable
  public void withLock(SuspendableRunnable task) {
    lock();
    try {
      task.run();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      unlock();
    }
  }

  /**
   * As {@link #withLock(SuspendableRunnable)}, for a task with a result.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public <T extends @Nullable Object> T withLock(SuspendableCallable<T> task) {
    lock();
    try {
      return task.call();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      unlock();
    }
  }

  /** A condition for those who hold this lock. */
  public Condition newCondition() {
    return new Condition(this);
  }

  /** Throws unless the caller holds the lock. */
  void checkOwned(String operation) {
    Object caller = Waiter.caller();
    if (owner != caller) {
      String holder = owner == null ? "nobody" : Waiter.nameOf(owner);
      throw new IllegalStateException(
          ErrorCode.NOT_OWNER.message(operation, this, Waiter.nameOf(caller), holder));
    }
  }

  // ---- looking

  /** Name of the coroutine or thread that holds it. Never suspends. */
  public Optional<String> owner() {
    enter();
    try {
      return Optional.ofNullable(owner).map(Waiter::nameOf);
    } finally {
      exit();
    }
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return named("mutex");
  }

  static final class LockWaiter extends Waiter {
    private final Mutex mutex;

    LockWaiter(Mutex mutex) {
      super(mutex.isShared());
      this.mutex = mutex;
    }

    @Override
    protected void abandoned() {
      mutex.forget(this);
    }

    @Override
    protected String wokenBy() {
      Object holder = mutex.owner;
      return holder == null ? "" : "unlock() in '" + Waiter.nameOf(holder) + "'";
    }

    @Override
    public String toString() {
      Object holder = mutex.owner;
      return mutex + (holder == null ? "" : ", held by '" + Waiter.nameOf(holder) + "'");
    }
  }
}
