package dev.coro.rt;

/** A coroutine that waits to enter a monitor which a suspended continuation owns. */
final class MonitorWaiter {
  private final OwnedMonitor monitor;
  private final ContinuationState innermost;
  private final ContinuationState coroutine;
  private final boolean needsOtherThread;

  MonitorWaiter(OwnedMonitor monitor, ContinuationState innermost, ContinuationState coroutine) {
    this.monitor = monitor;
    this.innermost = innermost;
    this.coroutine = coroutine;
    needsOtherThread = !monitor.staysOn(coroutine.carrier());
  }

  /** The continuation whose activation enters the monitor. */
  ContinuationState innermost() {
    return innermost;
  }

  /** The coroutine that is parked meanwhile. */
  ContinuationState coroutine() {
    return coroutine;
  }

  /** Whether somebody on another thread may have to leave the monitor first. */
  boolean needsOtherThread() {
    return needsOtherThread;
  }

  /** Lets the coroutine go on, from any thread. */
  void wake() {
    coroutine.unparkFromAnyThread(needsOtherThread);
  }

  /** What the coroutine waits for, for messages. */
  @Override
  public String toString() {
    return "the monitor of " + monitor.name() + ", owned by " + OwnedMonitors.ownersOf(monitor);
  }
}
