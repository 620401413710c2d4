package dev.coro;

import dev.coro.internal.Rethrow;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled part of a {@link Coroutine}: what the event loop runs, and what parks.
 *
 * <p>Everything that waits is built on {@link #park} and {@link #unpark}. Used by the thread of the
 * carrier only, but for {@link #state}.
 */
final class CoroutineContinuation extends ContinuationState {
  /** The states by their number; a byte, unlike a reference, needs no GC barrier when written. */
  private static final Coroutine.State[] STATES = Coroutine.State.values();

  private static final byte READY = 1;
  private static final byte RUNNING = 2;
  private static final byte PARKED = 3;
  private static final byte ENDED = 4;

  final EventLoop loop;
  final Coroutine<?> coroutine;

  /**
   * A {@link SuspendableCallable} or a {@link SuspendableRunnable}; an object that is both is
   * called for its result. Null once begun, so that the task keeps nothing alive.
   */
  private @Nullable Object task;

  /** Number of a {@link Coroutine.State}. */
  private byte state;

  /** The innermost continuation when this was parked: where the result has to be delivered. */
  private @Nullable ContinuationState parkedIn;

  /** What this waits for; its text says so. Null while not parked. */
  private @Nullable Object blocker;

  /** Innermost cancel scope: one of its own, or the one it was forked in; null if there is none. */
  @Nullable CancelScope scope;

  /** Values of coroutine-locals that are in force; null if there are none. */
  CoroutineLocal.@Nullable Binding bindings;

  /** Contexts of libraries; null without hooks. */
  private final @Nullable ContextHooks context;

  /** Whether cancellation points throw: a scope was cancelled, and no shield keeps that out. */
  private boolean cancelled;

  /** Neighbours in {@link EventLoop}'s list of the living. */
  @Nullable CoroutineContinuation older;

  @Nullable CoroutineContinuation younger;

  CoroutineContinuation(EventLoop loop, Coroutine<?> coroutine, Object task) {
    this.loop = loop;
    this.coroutine = coroutine;
    this.task = task;
    context = ContextHooks.capture();
    CoroutineContinuation starter = enclosing(CurrentContinuation.get());
    if (starter != null) {
      bindings = starter.bindings;
    }
  }

  /** The coroutine that {@code innermost} is part of; null if it is part of none. */
  static @Nullable CoroutineContinuation enclosing(ContinuationState innermost) {
    for (ContinuationState c = innermost; c != null; c = c.enclosing()) {
      if (c instanceof CoroutineContinuation found) {
        return found;
      }
    }
    return null;
  }

  @Override
  @Suspendable
  protected void begin() throws Exception {
    Object begun = Objects.requireNonNull(task);
    task = null;
    Object result = null;
    Throwable thrown = null;
    try {
      if (begun instanceof SuspendableCallable<?> callable) {
        result = callable.call();
      } else {
        ((SuspendableRunnable) begun).run();
      }
    } catch (Throwable t) {
      thrown = t;
    }
    CancelScope last = scope;
    if (last != null && last.owner() == this) {
      IllegalStateException leftOpen = TaskScope.closeLeftOpen(this, null);
      if (leftOpen != null && thrown != null) {
        thrown.addSuppressed(leftOpen);
      } else if (leftOpen != null) {
        thrown = leftOpen;
      }
    }
    if (thrown != null) {
      throw Rethrow.unchecked(thrown);
    }
    completeReference(result, this);
  }

  // ---- suspending: the caller returns at once behind these

  /** Begins to suspend this, the calling coroutine; nothing has changed if it throws. */
  private void suspend(ContinuationState innermost, byte nextState) {
    innermost.suspendTo(this);
    state = nextState;
  }

  /** Begins to suspend this, the calling coroutine, until all that are ready now have run. */
  void reschedule(ContinuationState innermost) {
    suspend(innermost, READY);
    loop.makeReady(this);
  }

  /**
   * Begins to suspend this, the calling coroutine, until {@link #unpark}. The caller makes sure,
   * without anything that could fail, that somebody will call that.
   *
   * @param waitsFor its text says what for, as in "waits for ..."
   */
  void park(ContinuationState innermost, Object waitsFor) {
    suspend(innermost, PARKED);
    parkedIn = innermost;
    blocker = waitsFor;
  }

  // ---- going on

  /** The carrier has taken this on. */
  void admitted() {
    makeReady();
  }

  /** Ends a {@link #park} with a result; no effect if not parked. */
  void unpark(@Nullable Object result) {
    ContinuationState innermost = parkedIn;
    if (innermost != null) {
      innermost.deliver(result);
      makeReady();
    }
  }

  /** Ends a {@link #park} with an exception; no effect if not parked. */
  void unparkWithFailure(Throwable thrown) {
    ContinuationState innermost = parkedIn;
    if (innermost != null) {
      innermost.deliverFailure(thrown);
      makeReady();
    }
  }

  private void makeReady() {
    parkedIn = null;
    blocker = null;
    state = READY;
    loop.makeReady(this);
  }

  /** Runs until the next suspension or the end. */
  void runSlice() {
    // One that broke while it unwound may have made itself ready before it failed.
    if (state != READY) {
      return;
    }
    state = RUNNING;
    ContextHooks exchanged = context;
    if (exchanged != null) {
      exchanged.exchange();
    }
    Object outcome;
    try {
      if (runOutermost()) {
        return;
      }
      outcome = takeResult();
    } catch (Throwable t) {
      outcome = new Failure(t, t instanceof CancelledException && cancelled);
    } finally {
      if (exchanged != null) {
        exchanged.exchange();
      }
    }
    markEnded();
    loop.ended(this);
    coroutine.end(outcome);
  }

  /** Nothing resumes this any more. */
  void markEnded() {
    state = ENDED;
    parkedIn = null;
    blocker = null;
  }

  /** Where in its life this is; seen from another thread it may be outdated. */
  Coroutine.State state() {
    return STATES[state];
  }

  // ---- cancellation

  /** Whether cancellation points throw. */
  boolean isCancelled() {
    return cancelled;
  }

  /** What they throw. */
  RuntimeException cancellation() {
    return Objects.requireNonNull(CancelScope.cancelling(this)).exceptionFor(this);
  }

  /** Cancels this as a whole. */
  void cancel(String why) {
    if (state != ENDED) {
      CancelScope.outermostOf(this).cancelHere(why, false);
    }
  }

  /**
   * Looks whether this is cancelled, after a scope has changed, and if so ends what it waits for.
   * The same for all that were forked in its scopes.
   */
  void recheckCancellation() {
    cancelled = CancelScope.cancelling(this) != null;
    ContinuationState innermost = parkedIn;
    if (cancelled && innermost != null && abandonWait()) {
      RuntimeException thrown = cancellation();
      // It was created elsewhere: nothing in its own trace would mean anything.
      thrown.setStackTrace(logicalStack().toArray(new StackTraceElement[0]));
      unparkWithFailure(thrown);
    }
    for (CancelScope s = scope; s != null && s.owner() == this; s = s.enclosing()) {
      TaskScope<?, ?> tasks = s.tasks();
      if (tasks != null) {
        tasks.recheckChildren();
      }
    }
  }

  private boolean abandonWait() {
    return (blocker instanceof Waiter waiter && waiter.abandon())
        || (blocker instanceof SleepTimer timer && loop.timers.remove(timer));
  }

  /** Whether this is parked in exactly that wait. */
  boolean isParkedFor(Object wait) {
    return blocker == wait;
  }

  // ---- waiting for monitors

  @Override
  protected Object carrier() {
    return loop;
  }

  @Override
  protected void parkFor(ContinuationState innermost, Object waitsFor, boolean needsOtherThread) {
    park(innermost, waitsFor);
    if (needsOtherThread) {
      loop.expectOutsider();
    }
  }

  @Override
  protected void unparkFromAnyThread(boolean needsOtherThread) {
    if (!needsOtherThread && loop.isOwnedBy(Thread.currentThread())) {
      unpark(null);
      return;
    }
    loop.post(
        () -> {
          if (needsOtherThread) {
            loop.outsiderArrived();
          }
          unpark(null);
        });
  }

  /** Its carrier has ended and will not run it any more. */
  void abandoned() {
    markEnded();
    forgetMonitors();
  }

  /** What this waits for, for messages; empty if for nothing. */
  String waitsFor() {
    Object wait = blocker;
    return wait == null ? "" : wait.toString();
  }

  /** Who could wake this, for messages; empty if nobody knows. */
  String wokenBy() {
    return blocker instanceof Waiter waiter ? waiter.wokenBy() : "";
  }

  @Override
  protected String describe() {
    return coroutine.toString();
  }
}
