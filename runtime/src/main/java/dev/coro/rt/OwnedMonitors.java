package dev.coro.rt;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All monitors that suspended continuations own. Empty, and then free of cost, unless somebody was
 * suspended in {@code synchronized} code.
 *
 * <p>Invariant: an entry is made while its monitor is physically held, and looked up while it is
 * physically held, so that no thread can miss it.
 */
final class OwnedMonitors {
  /** By identity; guarded by itself. Neither monitors nor owners are kept alive. */
  private static final Map<Object, OwnedMonitor> TABLE = new HashMap<>();

  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  /** Whether the table has entries; written under its lock. */
  private static volatile boolean any;

  private OwnedMonitors() {}

  /** Whether a suspended continuation owns a monitor. */
  static boolean any() {
    return any;
  }

  /** Makes each continuation from {@code innermost} to {@code target} own what it holds. */
  static void own(ContinuationState innermost, ContinuationState target) {
    synchronized (TABLE) {
      for (ContinuationState c = innermost; c != null; c = c == target ? null : c.parent) {
        HeldMonitors held = c.held;
        for (int i = 0; held != null && i < held.count(); i++) {
          OwnedMonitor entry = new OwnedMonitor(held.get(i), COLLECTED);
          OwnedMonitor known = TABLE.putIfAbsent(entry, entry);
          (known == null ? entry : known).addOwner(c, Monitors.scheduled(innermost));
        }
      }
      changed();
    }
  }

  /** Whether {@code continuation} may enter the monitor. */
  static boolean admits(Object monitor, ContinuationState continuation) {
    synchronized (TABLE) {
      OwnedMonitor entry = find(monitor);
      return entry == null || admits(entry, continuation);
    }
  }

  private static boolean admits(OwnedMonitor entry, ContinuationState continuation) {
    if (!entry.isOwned()) {
      handOn(entry); // The owners were collected: nobody will ever resume them.
    }
    return !entry.isOwned() || entry.isOwnedAround(continuation);
  }

  /** Suspends the coroutine around {@code innermost} until it is given the monitor. */
  static void await(Object monitor, ContinuationState innermost) {
    ContinuationState coroutine = Monitors.scheduled(innermost);
    synchronized (TABLE) {
      OwnedMonitor entry = find(monitor);
      if (entry == null || admits(entry, innermost)) {
        return;
      }
      if (coroutine == null) {
        throw new IllegalStateException(
            ErrorCode.MONITOR_NOT_AWAITED.message(
                Diagnosis.callerDescription(),
                Monitors.name(monitor),
                entry.owners(),
                "it runs in no coroutine"));
      }
      MonitorWaiter waiter = new MonitorWaiter(entry, innermost, coroutine);
      coroutine.parkFor(innermost, waiter, waiter.needsOtherThread());
      entry.addWaiter(waiter);
    }
  }

  /** Ends the ownership of {@code continuation}, which has left the monitor. */
  static void release(Object monitor, ContinuationState continuation) {
    synchronized (TABLE) {
      OwnedMonitor entry = find(monitor);
      if (entry != null && entry.removeOwner(continuation) && !entry.isOwned()) {
        handOn(entry);
      }
    }
  }

  /** Ends all that {@code continuation} owns or waits for: nobody will resume it any more. */
  static void abandon(ContinuationState continuation) {
    synchronized (TABLE) {
      for (OwnedMonitor entry : TABLE.values().toArray(new OwnedMonitor[0])) {
        entry.removeWaiter(continuation);
        if (entry.removeOwner(continuation) && !entry.isOwned()) {
          handOn(entry);
        }
      }
    }
  }

  /**
   * Ends what {@code continuation} owns but will not leave: it does not hold it any more, or was
   * given it and will not enter.
   */
  static void abandonNotHeld(ContinuationState continuation) {
    if (!any) {
      return;
    }
    HeldMonitors held = continuation.held;
    synchronized (TABLE) {
      for (OwnedMonitor entry : TABLE.values().toArray(new OwnedMonitor[0])) {
        Object monitor = entry.get();
        boolean isHeld = monitor != null && held != null && held.contains(monitor);
        if (!isHeld && entry.removeOwner(continuation) && !entry.isOwned()) {
          handOn(entry);
        }
      }
    }
  }

  /** Gives a monitor that nobody owns to the first who waits for it, or forgets it. */
  private static void handOn(OwnedMonitor entry) {
    MonitorWaiter next = entry.takeWaiter();
    if (next == null) {
      TABLE.remove(entry);
      changed();
    } else {
      entry.addOwner(next.innermost(), next.coroutine());
      next.wake();
    }
  }

  /** Who owns the monitor, for messages. */
  static String ownersOf(Object monitor) {
    synchronized (TABLE) {
      OwnedMonitor entry = find(monitor);
      return entry == null ? "nobody" : entry.owners();
    }
  }

  /** Who owns the monitor, for messages. */
  static String ownersOf(OwnedMonitor entry) {
    synchronized (TABLE) {
      return entry.owners();
    }
  }

  private static @Nullable OwnedMonitor find(Object monitor) {
    return TABLE.get(new OwnedMonitor(monitor, null));
  }

  private static void changed() {
    for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      TABLE.remove(gone);
    }
    any = !TABLE.isEmpty();
  }
}
