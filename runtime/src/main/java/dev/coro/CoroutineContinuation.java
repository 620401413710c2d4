package dev.coro;

import dev.coro.internal.CarrierLoop;
import dev.coro.internal.IoOperation;
import dev.coro.internal.IoParty;
import dev.coro.internal.IoPoller;
import dev.coro.internal.jfr.FlightRecording;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.InstrumentedMethods;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled part of a {@link Coroutine}: what the event loop runs, and what parks.
 *
 * <p>Everything that waits is built on {@link #park} and {@link #unpark}. Used by the thread of the
 * carrier only, but for {@link #state}.
 *
 * <p>There may be millions of them: what is not needed at the same time shares a field.
 */
@NotInstrumented
final class CoroutineContinuation extends ContinuationState implements IoParty {
  /** The states by their number; a byte, unlike a reference, needs no GC barrier when written. */
  private static final Coroutine.State[] STATES = Coroutine.State.values();

  private static final byte READY = 1;
  private static final byte RUNNING = 2;
  private static final byte PARKED = 3;
  private static final byte ENDED = 4;

  /** What {@link #begin} calls: a {@link SuspendableCallable}. */
  private static final byte CALLABLE = 0;

  /** A {@link SuspendableRunnable}, so that there is no result. */
  private static final byte RUNNABLE = 1;

  /** What closes scopes that the task has left open; done once, even if that fails, too. */
  private static final byte CLOSING = 2;

  final EventLoop loop;
  final Coroutine<?> coroutine;

  /**
   * By state:
   *
   * <ul>
   *   <li>before the beginning: the task, a {@link SuspendableCallable} or {@link
   *       SuspendableRunnable}. An object that is both is called for its result
   *   <li>PARKED: what this waits for; its text says so
   *   <li>ENDED: the result, or a {@link Failure}
   *   <li>else: null
   * </ul>
   */
  private @Nullable Object content;

  /** Number of a {@link Coroutine.State}. */
  private byte state;

  /** What has begun: {@link #CALLABLE}, {@link #RUNNABLE} or {@link #CLOSING}. */
  private byte kind;

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

  /** Makes a name if the coroutine has none; else 0. */
  final int number;

  CoroutineContinuation(EventLoop loop, Coroutine<?> coroutine, int number, Object task) {
    this.loop = loop;
    this.coroutine = coroutine;
    this.number = number;
    content = task;
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
  protected boolean isScheduled() {
    return true;
  }

  @Override
  @Suspendable
  protected void begin() throws Exception {
    Object task = Objects.requireNonNull(content);
    content = null; // The task must keep nothing alive.
    if (task instanceof SuspendableCallable<?> callable) {
      kind = task instanceof LeftOpenScopes ? CLOSING : CALLABLE;
      Object result = callable.call();
      if (!suspending) {
        completeReference(result, this);
      }
    } else {
      kind = RUNNABLE;
      ((SuspendableRunnable) task).run();
    }
    saveOperation();
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

  @Override
  protected void preempt(ContinuationState innermost) {
    TimeSlices slices = loop.observation.slices();
    if (slices != null && slices.takeEnd()) {
      try {
        loop.reserveForSliceEnd();
        suspend(innermost, READY);
      } catch (RuntimeException | VirtualMachineError e) {
        return; // Nothing has changed, and nobody has asked to suspend: this goes on.
      }
      loop.makeReadyAfterSlice(this);
    }
  }

  /**
   * Begins to suspend this, the calling coroutine, until {@link #unpark}. The caller makes sure,
   * without anything that could fail, that somebody will call that.
   *
   * @param waitsFor its text says what for, as in "waits for ..."
   */
  void park(ContinuationState innermost, Object waitsFor) {
    suspend(innermost, PARKED);
    content = waitsFor;
    if (FlightRecording.isOn()) {
      loop.observation.parked(this);
    }
  }

  // ---- going on

  /** The carrier has taken this on. */
  void admitted() {
    state = READY;
    loop.makeReady(this);
  }

  /** Ends a {@link #park} with a result; no effect if not parked. */
  void unpark(@Nullable Object result) {
    if (state == PARKED) {
      innermost().deliver(result);
      goOn();
    }
  }

  /** Ends a {@link #park} with an exception; no effect if not parked. */
  void unparkWithFailure(Throwable thrown) {
    if (state == PARKED) {
      innermost().deliverFailure(thrown);
      goOn();
    }
  }

  private void goOn() {
    if (FlightRecording.isOn()) {
      loop.observation.woken(this);
    }
    content = null;
    state = READY;
    loop.makeReady(this);
  }

  /** Runs until the next suspension or the end. */
  void runSlice() {
    // One that broke while it unwound may have made itself ready before it failed.
    if (state != READY) {
      return;
    }
    Object outcome;
    do {
      state = RUNNING;
      exchangeContext();
      try {
        if (runOutermost()) {
          return;
        }
        Object result = takeResult();
        outcome = kind == RUNNABLE ? null : result;
      } catch (Throwable t) {
        outcome = new Failure(t, t instanceof CancelledException && cancelled);
      } finally {
        exchangeContext();
      }
    } while (leavesScopesOpen(outcome));
    content = outcome;
    state = ENDED;
    loop.ended(this);
    coroutine.end();
  }

  private void exchangeContext() {
    if (context != null) {
      context.exchange();
    }
  }

  /** Has scopes closed that the task has left open; only then is this the end. */
  private boolean leavesScopesOpen(@Nullable Object outcome) {
    // Closing may suspend, in code of ours that nothing has instrumented without the agent.
    if (kind == CLOSING || !LeftOpenScopes.exist(this) || !InstrumentedMethods.agentActive()) {
      return false;
    }
    content = new LeftOpenScopes(this, outcome);
    beginAgain();
    return true;
  }

  /** The result, or a {@link Failure}, of one that has ended; null before. */
  @Nullable Object outcome() {
    return state == ENDED ? content : null;
  }

  /** Where in its life this is; seen from another thread it may be outdated. */
  Coroutine.State state() {
    return STATES[state];
  }

  // ---- cancellation

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public RuntimeException cancellation() {
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
    if (cancelled && state == PARKED && abandonWait()) {
      failElsewhere(cancellation());
    }
    for (CancelScope s = scope; s != null && s.owner() == this; s = s.enclosing()) {
      TaskScope<?, ?> tasks = s.tasks();
      if (tasks != null) {
        tasks.recheckChildren();
      }
    }
  }

  private boolean abandonWait() {
    if (content instanceof IoOperation operation) {
      operation.abandon();
      loop.outsiderArrived();
      return true;
    }
    return (content instanceof Waiter waiter && waiter.abandon())
        || (content instanceof SleepTimer timer && loop.timers.remove(timer));
  }

  /** Whether this is parked in exactly that wait. */
  boolean isParkedFor(Object wait) {
    return state == PARKED && content == wait;
  }

  // ---- waiting for I/O

  @Override
  public String partyName() {
    return coroutine.name();
  }

  @Override
  public CarrierLoop carrierLoop() {
    return loop;
  }

  @Override
  public IoPoller poller() throws IOException {
    return loop.poller();
  }

  @Override
  public void parkForIo(ContinuationState innermost, IoOperation operation) {
    park(innermost, operation);
    loop.expectOutsider();
  }

  @Override
  public void ioReturned(long result) {
    if (state == PARKED) {
      loop.outsiderArrived();
      completeLong(result, innermost());
      goOn();
    }
  }

  @Override
  public void ioReturned(Object result) {
    if (state == PARKED) {
      loop.outsiderArrived();
      unpark(result);
    }
  }

  @Override
  public void ioFailed(Throwable thrown) {
    if (state == PARKED) {
      loop.outsiderArrived();
      failElsewhere(thrown);
    }
  }

  /** As {@link #unparkWithFailure}, with what was not thrown in this coroutine. */
  private void failElsewhere(Throwable thrown) {
    // Nothing in its own trace would mean anything.
    thrown.setStackTrace(logicalStack().toArray(new StackTraceElement[0]));
    unparkWithFailure(thrown);
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

  /** Its carrier has ended for this reason, and will not run it any more. */
  void abandoned(Failure reason) {
    state = ENDED;
    content = reason;
    forgetMonitors();
  }

  /** What this waits for, for messages; empty if for nothing. */
  String waitsFor() {
    Object wait = content;
    return state == PARKED && wait != null ? wait.toString() : "";
  }

  /** Who could wake this, for messages; empty if nobody knows. */
  String wokenBy() {
    return state == PARKED && content instanceof Waiter waiter ? waiter.wokenBy() : "";
  }

  @Override
  protected String describe() {
    return coroutine.toString();
  }
}
