package dev.coro.rt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The current continuation of threads that are not {@link CarrierThread}s: main, Swing, Netty,
 * virtual threads.
 *
 * <p>A {@link ThreadLocal} alone would double the cost of a call, so one such thread, the first to
 * mount a continuation, owns the <em>primary</em> slot and is recognised by comparing one
 * reference. It keeps the slot until it dies. All others use the thread-local and are counted while
 * they have something mounted; while that count is zero, a thread that is not the primary one knows
 * without looking further that it runs no continuation.
 *
 * <p>Invariant: a thread with a mounted continuation is the primary one or counted in {@code
 * others}. It made itself so before it runs any instrumented code, and nobody else undoes it, so
 * the plain reads in {@link #current} suffice.
 */
final class GuestThreads {
  private static final VarHandle PRIMARY;
  private static final VarHandle OTHERS;

  /** Slot of the thread that is recognised fastest. Racy reads are fine: its fields are final. */
  private static @Nullable Slot primary;

  /** Number of threads besides the primary one that have a continuation mounted. */
  private static int others;

  private static final ThreadLocal<Slot> SLOTS =
      ThreadLocal.withInitial(() -> new Slot(Thread.currentThread()));

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PRIMARY = lookup.findStaticVarHandle(GuestThreads.class, "primary", Slot.class);
      OTHERS = lookup.findStaticVarHandle(GuestThreads.class, "others", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private GuestThreads() {}

  /** What is mounted on one thread; only {@code thread} itself writes {@code current}. */
  private static final class Slot {
    final Thread thread;
    ContinuationState current = ContinuationState.NONE;

    Slot(Thread thread) {
      this.thread = thread;
    }
  }

  static ContinuationState current(Thread thread) {
    Slot slot = primary;
    if (slot != null && slot.thread == thread) {
      return slot.current;
    }
    return others == 0 ? ContinuationState.NONE : SLOTS.get().current;
  }

  /** What is mounted on the primary thread, if {@code thread} is that one. Any thread may ask. */
  static ContinuationState seenOnPrimary(Thread thread) {
    Slot slot = primary;
    return slot != null && slot.thread == thread ? slot.current : ContinuationState.NONE;
  }

  static ContinuationState mount(Thread thread, ContinuationState continuation) {
    Slot slot = primary;
    if (slot == null || slot.thread != thread) {
      slot = otherSlot();
    }
    ContinuationState outer = slot.current;
    slot.current = continuation;
    return outer;
  }

  static void unmount(Thread thread, ContinuationState outer) {
    Slot slot = primary;
    if (slot != null && slot.thread == thread) {
      slot.current = outer;
      return;
    }
    SLOTS.get().current = outer;
    if (outer == ContinuationState.NONE) {
      OTHERS.getAndAdd(-1);
    }
  }

  /**
   * The slot of the calling thread, which is not the primary one but becomes it if nobody else
   * lives.
   */
  private static Slot otherSlot() {
    Slot slot = SLOTS.get();
    if (slot.current != ContinuationState.NONE) {
      return slot;
    }
    Slot owner = (Slot) PRIMARY.getVolatile();
    if ((owner == null || !owner.thread.isAlive()) && PRIMARY.compareAndSet(owner, slot)) {
      return slot;
    }
    OTHERS.getAndAdd(1);
    return slot;
  }
}
