package dev.coro.bridge;

import dev.coro.Coroutine;
import dev.coro.WaitQueue;
import dev.coro.Waiter;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which coroutines of the current thread hold locks of the JDK. Such a lock belongs to a thread,
 * the carrier; it keeps other threads out, and this table the other coroutines of the carrier.
 *
 * <p>Used by its thread only. An entry is there while a coroutine holds the lock or waits for one
 * that does.
 */
final class LockTable {
  private static final ThreadLocal<LockTable> CURRENT = ThreadLocal.withInitial(LockTable::new);

  private final IdentityHashMap<ReentrantLock, Entry> entries = new IdentityHashMap<>();

  private LockTable() {}

  /** The one of the calling thread. */
  static LockTable current() {
    return CURRENT.get();
  }

  /** One lock. */
  private static final class Entry {
    /** Null while nobody of this thread holds the lock. */
    @Nullable Coroutine<?> owner;

    final WaitQueue<Turn> queue = new WaitQueue<>();
  }

  /** A coroutine that waits until another one of its carrier leaves the lock. */
  static final class Turn extends Waiter {
    private final Entry entry;
    private final ReentrantLock lock;

    private Turn(Entry entry, ReentrantLock lock) {
      super(false);
      this.entry = entry;
      this.lock = lock;
    }

    @Override
    protected void abandoned() {
      entry.queue.remove(this);
    }

    @Override
    protected String wokenBy() {
      Coroutine<?> owner = entry.owner;
      return owner == null ? "" : owner.toString();
    }

    @Override
    public String toString() {
      return lock.getClass().getName();
    }
  }

  /** The coroutine that holds the lock; null if none of this thread does. */
  @Nullable Coroutine<?> owner(ReentrantLock lock) {
    Entry entry = entries.get(lock);
    if (entry == null) {
      return null;
    }
    if (!lock.isHeldByCurrentThread()) {
      entry.owner = null; // Code without bridges has left it.
    }
    return entry.owner;
  }

  /** Enters the lock if no other coroutine or thread holds it; never waits. */
  boolean tryEnter(ReentrantLock lock, Coroutine<?> caller) {
    Coroutine<?> owner = owner(lock);
    if ((owner != null && owner != caller) || !lock.tryLock()) {
      return false;
    }
    entered(lock, caller);
    return true;
  }

  /** Notes that the thread has entered the lock for this coroutine. */
  void entered(ReentrantLock lock, Coroutine<?> caller) {
    entries.computeIfAbsent(lock, key -> new Entry()).owner = caller;
  }

  /** A place in the queue behind the coroutine that holds the lock; null if none does. */
  @Nullable Turn queue(ReentrantLock lock) {
    if (owner(lock) == null) {
      return null;
    }
    Entry entry = java.util.Objects.requireNonNull(entries.get(lock));
    Turn turn = new Turn(entry, lock);
    entry.queue.add(turn);
    return turn;
  }

  /** The thread has left the lock once: the next coroutine may try, if that was all. */
  void left(ReentrantLock lock) {
    Entry entry = entries.get(lock);
    if (entry != null && !lock.isHeldByCurrentThread()) {
      entry.owner = null;
      passOn(lock);
    }
  }

  /** Wakes the next one who waits, unless the lock is held. */
  void passOn(ReentrantLock lock) {
    Entry entry = entries.get(lock);
    if (entry == null || owner(lock) != null) {
      return;
    }
    Turn next = entry.queue.poll();
    if (next == null) {
      entries.remove(lock);
    } else {
      next.wake(null);
    }
  }
}
