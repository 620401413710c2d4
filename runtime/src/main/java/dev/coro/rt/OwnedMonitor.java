package dev.coro.rt;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A monitor that suspended continuations own, and who waits for it. Equal to others of the same
 * object. Guarded by the lock of {@link OwnedMonitors}.
 */
final class OwnedMonitor extends WeakReference<Object> {
  private final int hash;
  private final String name;

  /** More than one if an owner has entered the monitor through another that encloses it. */
  private final List<Owner> owners = new ArrayList<>(1);

  private final Queue<MonitorWaiter> waiters = new ArrayDeque<>(0);

  /**
   * A continuation that owns the monitor.
   *
   * @param carrier what runs the coroutine around it; null if there is none
   */
  private record Owner(WeakReference<ContinuationState> continuation, @Nullable Object carrier) {}

  OwnedMonitor(Object monitor, @Nullable ReferenceQueue<Object> queue) {
    super(monitor, queue);
    hash = System.identityHashCode(monitor);
    name = queue == null ? "" : Monitors.name(monitor);
  }

  /** The object, for messages. */
  String name() {
    return name;
  }

  // ---- owners

  void addOwner(ContinuationState continuation, @Nullable ContinuationState coroutine) {
    for (Owner owner : owners) {
      if (owner.continuation.refersTo(continuation)) {
        return;
      }
    }
    Object carrier = coroutine == null ? null : coroutine.carrier();
    owners.add(new Owner(new WeakReference<>(continuation), carrier));
  }

  /** Returns whether it was one. */
  boolean removeOwner(ContinuationState continuation) {
    return owners.removeIf(owner -> owner.continuation.refersTo(continuation));
  }

  /** Whether a continuation that somebody can still resume owns it. */
  boolean isOwned() {
    owners.removeIf(owner -> owner.continuation.refersTo(null));
    return !owners.isEmpty();
  }

  /** Whether {@code continuation} or one that encloses it is an owner. */
  boolean isOwnedAround(ContinuationState continuation) {
    for (Owner owner : owners) {
      for (ContinuationState c = continuation; c != null; c = c.parent) {
        if (owner.continuation.refersTo(c)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The owners, for messages. */
  String owners() {
    StringJoiner text = new StringJoiner(" and ");
    for (Owner owner : owners) {
      ContinuationState continuation = owner.continuation.get();
      text.add(continuation == null ? "a continuation that is gone" : continuation.describe());
    }
    return text.toString();
  }

  // ---- waiters

  void addWaiter(MonitorWaiter waiter) {
    waiters.add(waiter);
  }

  @Nullable MonitorWaiter takeWaiter() {
    return waiters.poll();
  }

  void removeWaiter(ContinuationState coroutine) {
    waiters.removeIf(waiter -> waiter.coroutine() == coroutine);
  }

  /** Whether all owners and all who wait run on this carrier, so that nobody else will leave it. */
  boolean staysOn(@Nullable Object carrier) {
    return owners.stream().allMatch(owner -> owner.carrier == carrier)
        && waiters.stream().allMatch(waiter -> waiter.coroutine().carrier() == carrier);
  }

  // ---- identity of the object

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Object monitor = get();
    return monitor != null && other instanceof OwnedMonitor o && o.refersTo(monitor);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
