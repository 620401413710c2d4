package dev.coro;

import dev.coro.internal.ErrorCode;
import dev.coro.rt.CurrentContinuation;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Something that coroutines meet at: a channel, a lock, an event.
 *
 * <p>As it is created, it belongs to the first carrier that uses it: only that carrier's thread may
 * touch it, so it needs no locks, and the carrier can tell a deadlock. One that is {@linkplain
 * #shared shared} may be used by any carrier and any thread; then a carrier whose coroutines all
 * wait at shared things is not deadlocked, but waits for the others.
 *
 * @param <S> the class itself
 */
public abstract class Meeting<S extends Meeting<S>> {
  private static final AtomicLong CREATED = new AtomicLong();

  /** Guards it if it is shared. Nobody holds it while suspended. */
  private @Nullable ReentrantLock lock;

  /** Rank among shared ones: several locks are taken in this order. */
  private long rank;

  /** The carrier it belongs to; null while nobody has used it, or if it is shared. */
  private @Nullable EventLoop home;

  /** Not for other packages' subclasses: what is public is in this library. */
  protected Meeting() {}

  /**
   * Has any carrier and any thread use this. To be called right behind creation. Never suspends.
   *
   * @return this
   * @throws IllegalStateException if a carrier has used it (CO235)
   */
  @SuppressWarnings("unchecked")
  public final S shared() {
    if (home != null) {
      throw new IllegalStateException(ErrorCode.SHARED_TOO_LATE.message(this, home.name));
    }
    if (lock == null) {
      rank = CREATED.incrementAndGet();
      lock = new ReentrantLock();
    }
    return (S) this;
  }

  /** Whether other carriers and threads may use this. Never suspends. */
  public final boolean isShared() {
    return lock != null;
  }

  final long rank() {
    return rank;
  }

  /**
   * Begins to use it.
   *
   * @throws IllegalStateException if it is not shared and belongs to another carrier (CO234)
   */
  protected final void enter() {
    ReentrantLock guard = lock;
    if (guard != null) {
      guard.lock();
      return;
    }
    CoroutineContinuation caller = CoroutineContinuation.enclosing(CurrentContinuation.get());
    EventLoop here = caller != null ? caller.loop : null;
    if (here == null || here != home) {
      settle(here);
    }
  }

  /** Ends the use that {@link #enter} has begun. */
  protected final void exit() {
    ReentrantLock guard = lock;
    if (guard != null) {
      guard.unlock();
    }
  }

  private void settle(@Nullable EventLoop here) {
    EventLoop known = home;
    if (known == null && here != null) {
      home = here;
    } else if (known != null && here == null && known.isOwnedBy(Thread.currentThread())) {
      return; // A callback on the carrier's thread.
    } else {
      String owner = known == null ? "no carrier yet" : "carrier '" + known.name + "'";
      throw new IllegalStateException(
          ErrorCode.NOT_SHARED.message(this, owner, Thread.currentThread().getName()));
    }
  }
}
