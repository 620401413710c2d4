package dev.coro.rt;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * {@code synchronized} in code that may suspend.
 *
 * <p>While a continuation runs, it holds its monitors physically, so they exclude other threads. An
 * activation that is saved releases its monitors; from then until it leaves them, its continuation
 * <em>owns</em> them: they are in the {@link OwnedMonitors}, where instrumented code looks behind
 * every {@code monitorenter}. Other coroutines that enter an owned monitor park and get it in the
 * order in which they came. When the continuation is resumed, the saved frames that hold monitors
 * are resumed first, outermost first; each takes its monitors again and then drives its callees.
 *
 * <p>Threads that run no continuation, and code that is not instrumented, know nothing of owners:
 * they find the monitor of a suspended continuation free.
 */
public final class Monitors {
  private Monitors() {}

  // ---- called by suspendable methods

  /**
   * Called behind {@code monitorenter}. Never suspends.
   *
   * @return whether the monitor may be kept; if not, the caller must leave it, call {@link #await}
   *     and try again
   */
  public static boolean enter(Object monitor) {
    ContinuationState continuation = CurrentContinuation.get();
    if (continuation == ContinuationState.NONE) {
      return true;
    }
    if (OwnedMonitors.any() && !OwnedMonitors.admits(monitor, continuation)) {
      return false;
    }
    continuation.heldMonitors().entered(monitor);
    return true;
  }

  /**
   * Waits until the calling coroutine may enter the monitor. Suspends unless the monitor has become
   * free; not a cancellation point.
   *
   * @throws IllegalStateException if the caller runs in no coroutine, so that nothing could run
   *     meanwhile
   */
  public static void await(Object monitor) {
    OwnedMonitors.await(monitor, CurrentContinuation.get());
  }

  /** Called behind {@code monitorexit}. Never suspends. */
  public static void exit(Object monitor) {
    ContinuationState continuation = CurrentContinuation.get();
    HeldMonitors held = continuation.held;
    if (held == null) {
      return;
    }
    held.left(monitor);
    if (OwnedMonitors.any() && !held.contains(monitor)) {
      OwnedMonitors.release(monitor, continuation);
    }
  }

  // ---- called by other methods of instrumented classes

  /**
   * Called behind {@code monitorenter} by a method that cannot wait.
   *
   * @throws IllegalStateException if a suspended continuation owns the monitor and the caller runs
   *     in another one
   */
  public static void guard(Object monitor) {
    if (!OwnedMonitors.any()) {
      return;
    }
    ContinuationState continuation = CurrentContinuation.get();
    if (continuation != ContinuationState.NONE && !OwnedMonitors.admits(monitor, continuation)) {
      throw new IllegalStateException(
          ErrorCode.MONITOR_NOT_AWAITED.message(
              Diagnosis.callerDescription(),
              name(monitor),
              OwnedMonitors.ownersOf(monitor),
              "the method is not @Suspendable"));
    }
  }

  // ---- in place of Object.wait in suspendable methods

  /** As {@link Object#wait()}; refused in a coroutine, whose carrier it would block. */
  @SuppressWarnings("WaitNotInLoop") // the caller loops
  public static void wait(Object monitor) throws InterruptedException {
    refuseWaitInCoroutine();
    monitor.wait();
  }

  /** As {@link Object#wait(long)}; refused in a coroutine, whose carrier it would block. */
  @SuppressWarnings("WaitNotInLoop") // the caller loops
  public static void wait(Object monitor, long timeoutMillis) throws InterruptedException {
    refuseWaitInCoroutine();
    monitor.wait(timeoutMillis);
  }

  /** As {@link Object#wait(long, int)}; refused in a coroutine, whose carrier it would block. */
  @SuppressWarnings("WaitNotInLoop") // the caller loops
  public static void wait(Object monitor, long timeoutMillis, int nanos)
      throws InterruptedException {
    refuseWaitInCoroutine();
    monitor.wait(timeoutMillis, nanos);
  }

  private static void refuseWaitInCoroutine() {
    ContinuationState coroutine = scheduled(CurrentContinuation.get());
    if (coroutine != null) {
      throw new IllegalStateException(
          ErrorCode.WAIT_IN_COROUTINE.message(Diagnosis.callerDescription(), coroutine.describe()));
    }
  }

  // ----

  /** The coroutine that {@code innermost} is part of; null if it is part of none. */
  static @Nullable ContinuationState scheduled(@Nullable ContinuationState innermost) {
    for (ContinuationState c = innermost; c != null; c = c.parent) {
      if (c.carrier() != null) {
        return c;
      }
    }
    return null;
  }

  /** An object for messages, without calling code of its class. */
  static String name(Object monitor) {
    return monitor instanceof Class<?> type
        ? type.toString()
        : monitor.getClass().getName()
            + "@"
            + Integer.toHexString(System.identityHashCode(monitor));
  }
}
