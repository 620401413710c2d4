package dev.coro.sync;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock that any number of readers or one writer hold, across suspensions. Not reentrant, and a
 * reader cannot become a writer.
 *
 * <p>First come, first served: a reader that comes behind a waiting writer waits, too, so that
 * writers do not starve.
 */
public final class ReadWriteLock extends WaitingRoom<ReadWriteLock, ReadWriteLock.LockWaiter> {
  /** The coroutine or thread that writes. */
  private @Nullable Object writer;

  /** The coroutines and threads that read. */
  private final List<Object> readers = new ArrayList<>();

  /** Creates a lock that nobody holds. */
  public ReadWriteLock() {}

  /**
   * Takes the lock for reading. Suspends while there is a writer, or others wait; always a
   * cancellation point.
   *
   * @throws IllegalStateException if the caller holds it already (CO240)
   */
  @Suspendable
  public void lockRead() {
    lock(false);
  }

  /**
   * Takes the lock for writing. Suspends while there are readers or a writer, or others wait;
   * always a cancellation point.
   *
   * @throws IllegalStateException if the caller holds it already (CO240)
   */
  @Suspendable
  public void lockWrite() {
    lock(true);
  }

  @Suspendable
  private void lock(boolean writes) {
    Coroutine.checkCancelled();
    LockWaiter waiter = takeOrEnqueue(writes);
    if (waiter != null) {
      waiter.await();
    }
  }

  private @Nullable LockWaiter takeOrEnqueue(boolean writes) {
    Object caller = Waiter.caller();
    enter();
    try {
      if (writer == caller || readers.contains(caller)) {
        throw new IllegalStateException(
            ErrorCode.NOT_REENTRANT.message(
                writes ? "lockWrite()" : "lockRead()", this, Waiter.nameOf(caller)));
      } else if (queue.isEmpty() && isFreeFor(writes)) {
        take(caller, writes);
        return null;
      }
      LockWaiter waiter = new LockWaiter(this, writes);
      queue.add(waiter);
      return waiter;
    } finally {
      exit();
    }
  }

  private boolean isFreeFor(boolean writes) {
    return writer == null && !(writes && !readers.isEmpty());
  }

  private void take(Object holder, boolean writes) {
    if (writes) {
      writer = holder;
    } else {
      readers.add(holder);
    }
  }

  /**
   * Ends reading. Never suspends.
   *
   * @throws IllegalStateException if the caller does not read (CO241)
   */
  public void unlockRead() {
    unlock("unlockRead()", false);
  }

  /**
   * Ends writing. Never suspends.
   *
   * @throws IllegalStateException if the caller does not write (CO241)
   */
  public void unlockWrite() {
    unlock("unlockWrite()", true);
  }

  private void unlock(String operation, boolean writes) {
    Object caller = Waiter.caller();
    enter();
    try {
      boolean held = writes ? writer == caller : readers.remove(caller);
      if (!held) {
        throw new IllegalStateException(
            ErrorCode.NOT_OWNER.message(operation, this, Waiter.nameOf(caller), holders()));
      }
      if (writes) {
        writer = null;
      }
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

  /** Serves those who wait, in order, for as long as they can hold it together. */
  private void serve() {
    while (true) {
      LockWaiter first = queue.peek();
      if (first == null || !isFreeFor(first.writes)) {
        return;
      }
      queue.remove(first);
      take(first.waiting(), first.writes); // Before it wakes up, perhaps on another thread.
      if (!first.wake(null)) {
        untake(first);
      }
    }
  }

  private void untake(LockWaiter gone) {
    if (gone.writes) {
      writer = null;
    } else {
      readers.remove(gone.waiting());
    }
  }

  /**
   * Runs a task that reads. Suspends like {@link #lockRead} and where the task does; always a
   * cancellation point. What the task throws comes out.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public <T extends @Nullable Object> T read(SuspendableCallable<T> task) {
    lockRead();
    try {
      return task.call();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      unlockRead();
    }
  }

  /**
   * Runs a task that writes. Suspends like {@link #lockWrite} and where the task does; always a
   * cancellation point. What the task throws comes out.
   */
  @Suspendable
  public void write(SuspendableRunnable task) {
    lockWrite();
    try {
      task.run();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      unlockWrite();
    }
  }

  /** Name of the coroutine or thread that writes. Never suspends. */
  public Optional<String> writer() {
    enter();
    try {
      return Optional.ofNullable(writer).map(Waiter::nameOf);
    } finally {
      exit();
    }
  }

  /** Names of those who read. Never suspends. */
  public List<String> readers() {
    enter();
    try {
      return readers.stream().map(Waiter::nameOf).toList();
    } finally {
      exit();
    }
  }

  private String holders() {
    if (writer != null) {
      return Waiter.nameOf(writer);
    }
    return readers.isEmpty()
        ? "nobody"
        : String.join(", ", readers.stream().map(Waiter::nameOf).toList());
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return named("read-write lock");
  }

  static final class LockWaiter extends Waiter {
    private final ReadWriteLock lock;
    final boolean writes;

    LockWaiter(ReadWriteLock lock, boolean writes) {
      super(lock.isShared());
      this.lock = lock;
      this.writes = writes;
    }

    @Override
    protected void abandoned() {
      lock.forget(this);
    }

    @Override
    protected String wokenBy() {
      return "unlock in '" + lock.holders() + "'";
    }

    @Override
    public String toString() {
      return (writes ? "writing under " : "reading under ")
          + lock
          + ", held by '"
          + lock.holders()
          + "'";
    }
  }
}
