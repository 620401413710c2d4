package dev.coro.rt;

import dev.coro.Suspendable;
import dev.coro.internal.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a continuation that instrumented code touches, and the driver that runs it.
 *
 * <p><b>Suspend.</b> A suspending operation sets {@link #suspending} and returns. Every activation
 * on the physical stack notices, saves itself into a {@link SavedFrame}, pushes that frame and
 * returns too, until {@link #run} is reached: a chain from the leaf to the outermost activation.
 *
 * <p><b>Resume.</b> {@link #run} calls the resume body of the leaf only. When it has ended, its
 * result (or exception) lies in the result slot and the resume body of its caller runs, and so on.
 * Callers that are not reached stay on the heap, so the cost does not depend on the depth.
 *
 * <p><b>Nesting.</b> A continuation may run another. When an operation suspends an outer one, the
 * inner activations unwind to the inner driver, which is itself an activation of the outer
 * continuation: it saves a {@link DriverFrame} there and returns.
 *
 * <p>One thread at a time may run a continuation; moving it to another thread needs a
 * happens-before edge from the caller.
 */
public abstract class ContinuationState extends ResultSlot {
  /**
   * Stands for "no continuation"; never suspends, so that instrumented code needs no null check.
   */
  public static final ContinuationState NONE =
      new ContinuationState() {
        @Override
        protected void begin() {
          throw new IllegalStateException("not a continuation");
        }
      };

  /**
   * Life of a continuation: NEW -> RUNNING <-> SUSPENDED, RUNNING <-> ENCLOSED, RUNNING -> DONE.
   * ENCLOSED is one that was suspended together with its {@link #parent}, and runs on with it. The
   * two that can be run come first. The numbers stand in streams.
   */
  static final byte NEW = 0;

  static final byte SUSPENDED = 1;
  static final byte RUNNING = 2;
  static final byte ENCLOSED = 3;
  static final byte DONE = 4;

  /** True while the activations of this continuation are unwinding. */
  public boolean suspending;

  byte status = NEW;

  /**
   * True once saving an activation has failed for want of memory or stack: callees that were saved
   * already cannot run on. The driver says so when it is reached. Instrumented code sets it by a
   * field access, which works with no stack left.
   */
  public boolean broken;

  /**
   * Number of activations on the physical stack through which unwinding may be impossible, with
   * more in the upper bits (see {@link Pins}). While it is not zero, a suspension looks at the
   * stack first.
   */
  int pins;

  /** What the activations hold; null for continuations that never entered a monitor. */
  @Nullable HeldMonitors held;

  /** Saved frame of the activation to resume first; null before the first suspension. */
  @Nullable SavedFrame leaf;

  /** The frame pushed last while unwinding; null while running. */
  private @Nullable SavedFrame top;

  /**
   * The continuation this one is mounted in, or was suspended together with; null when there is
   * none.
   */
  @Nullable ContinuationState parent;

  /** Whether the unwinding goes on to the enclosing continuation; if not, this one suspends. */
  private boolean outward;

  /** Creates a continuation that has not begun. */
  protected ContinuationState() {}

  /** Calls the body, and leaves its result in the result slot unless it suspended. */
  @Suspendable
  protected abstract void begin() throws Throwable;

  // ---- driver

  /**
   * Runs until this continuation suspends or ends. Suspends the calling continuation when an
   * operation inside suspends that one. What the body throws comes out.
   *
   * @return true when it has suspended, false when it has ended
   */
  @Suspendable
  public final boolean run() {
    if (status > SUSPENDED) {
      throw new IllegalStateException(cannotRun());
    }
    return drive(null);
  }

  /**
   * As {@link #run}, for a scheduler: no continuation encloses its caller, which therefore is never
   * suspended, and need not be able to.
   */
  public final boolean runOutermost() {
    return run();
  }

  /**
   * Runs on.
   *
   * @param driverFrame where the driver was saved when an outer continuation suspended through it
   */
  final boolean drive(@Nullable DriverFrame driverFrame) {
    SavedFrame frame = leaf;
    status = RUNNING;
    ContinuationState outer = CurrentContinuation.mount(this);
    boolean nested = outer != NONE;
    if (nested) {
      parent = outer;
    }
    boolean suspended;
    try {
      suspended = frame == null ? runFirst() : runFrom(firstToResume(frame));
    } finally {
      if (nested) {
        parent = null;
      }
      CurrentContinuation.unmount(outer);
    }
    if (!suspended) {
      return ended(outer);
    }
    if (outward) {
      suspendOuter(outer, driverFrame);
    } else {
      status = SUSPENDED;
    }
    return true;
  }

  private boolean runFirst() {
    try {
      begin();
    } catch (Throwable t) {
      fail(t);
    }
    return suspending && unwound(null);
  }

  /**
   * To be called by {@link #begin} behind a body that may be an operation of the runtime itself.
   */
  protected final void saveOperation() {
    if (suspending && top == null) {
      push(OperationFrame.INSTANCE);
    }
  }

  private boolean runFrom(SavedFrame first) {
    SavedFrame frame = first;
    Throwable stitched = null;
    while (true) {
      if (frame instanceof SharedFrame shared) {
        SavedFrame own = ownCopy(shared);
        if (own == null) {
          return false;
        }
        frame = own;
      }
      SavedFrame caller = frame.caller;
      try {
        frame.body.resume(frame, this);
      } catch (Throwable t) {
        // Not by a call: there may be no stack left for one.
        failed = true;
        referenceResult = t;
        if (!(t instanceof StackOverflowError)) {
          stitched = StackTraces.stitch(t, stitched, frame);
        }
      }
      if (suspending) {
        return unwound(caller);
      }
      if (caller == null) {
        return false;
      }
      frame = caller;
    }
  }

  /** The frame to resume in place of one that others have, too; null if memory is out. */
  private @Nullable SavedFrame ownCopy(SharedFrame shared) {
    try {
      return shared.own();
    } catch (OutOfMemoryError e) {
      broken = true;
      fail(e);
      return null;
    }
  }

  /** The leaf, or the outermost frame that has to take monitors before its callees run on. */
  private SavedFrame firstToResume(SavedFrame frame) {
    if (held == null) {
      return frame;
    }
    SavedFrame holder = held.takeOutermostHolder();
    return holder == null ? frame : holder;
  }

  /**
   * Runs the callees of a saved frame that has taken its monitors again, from the leaf on, until
   * they have ended or suspend. Called by resume bodies behind suspension points where monitors are
   * held.
   */
  public final void resumeInside(SavedFrame holder) {
    SavedFrame frame = java.util.Objects.requireNonNull(leaf);
    if (frame == holder) {
      return; // The operation that suspended was called right here.
    }
    frame = firstToResume(frame);
    Throwable stitched = null;
    while (true) {
      SavedFrame caller = frame.caller;
      try {
        frame.body.resume(frame, this);
      } catch (Throwable t) {
        // Not by a call: there may be no stack left for one.
        failed = true;
        referenceResult = t;
        if (!(t instanceof StackOverflowError)) {
          stitched = StackTraces.stitch(t, stitched, frame);
        }
      }
      if (suspending || caller == holder) {
        return;
      }
      frame = java.util.Objects.requireNonNull(caller);
    }
  }

  /** Links what was pushed to the callers that were not reached. */
  private boolean unwound(@Nullable SavedFrame caller) {
    SavedFrame last = top;
    if (last == null) {
      // Suspended, but nobody on the stack knew how to save itself: only begin() stands there.
      leaf = null;
      suspending = false;
      fail(
          new IllegalStateException(
              ErrorCode.NOT_INSTRUMENTED.message(describe(), "its body has no resume body")));
      return false;
    }
    if (last.caller != caller) {
      last.caller = caller;
    }
    top = null;
    suspending = false;
    return true;
  }

  private boolean ended(ContinuationState outer) {
    status = DONE;
    leaf = null;
    if (outward) {
      forgetWayOutward(outer);
    }
    Throwable thrown = failed ? takeFailure() : null;
    if (held != null && !held.isEmpty()) {
      forgetMonitors();
    }
    if (broken) {
      top = null;
      throw new IllegalStateException(ErrorCode.BROKEN.message(describe()), thrown);
    }
    if (thrown != null) {
      throw ResultSlot.<RuntimeException>asUnchecked(thrown);
    }
    return false;
  }

  /** The unwinding has failed here, and does not reach those that enclose this one. */
  private void forgetWayOutward(ContinuationState outer) {
    outward = false;
    for (ContinuationState c = outer; c != null && c.outward; c = c.parent) {
      c.outward = false;
    }
  }

  private void suspendOuter(ContinuationState outer, @Nullable DriverFrame driverFrame) {
    outward = false;
    status = ENCLOSED;
    parent = outer;
    outer.suspending = true;
    if (driverFrame == null) {
      DriverFrame.save(this, outer);
    } else {
      driverFrame.link(1, outer);
    }
  }

  private String cannotRun() {
    return status == DONE
        ? ErrorCode.RESUME_FINISHED.message(describe())
        : ErrorCode.RESUME_RUNNING.message(describe());
  }

  /** What this is, for messages. */
  protected String describe() {
    return getClass().getSimpleName();
  }

  /** The continuation this one is mounted in, or was suspended with; null if there is none. */
  public final @Nullable ContinuationState enclosing() {
    return parent;
  }

  /** Whether it is a coroutine: somebody resumes it when what it waits for is there. */
  protected boolean isScheduled() {
    return false;
  }

  /** Ends the time slice of this one, which is scheduled, if it is over. Never throws. */
  protected void preempt(ContinuationState innermost) {}

  /** Where an operation has suspended this one: in itself, or in one that runs inside it. */
  protected final ContinuationState innermost() {
    ContinuationState innermost = this;
    while (innermost.leaf instanceof DriverFrame driver) {
      innermost = driver.inner();
    }
    return innermost;
  }

  /**
   * Has {@link #begin} called again, by the next run of a continuation that has ended. What has
   * broken it is gone with its activations.
   */
  protected final void beginAgain() {
    status = NEW;
    broken = false;
  }

  /** Whether the body has ended. */
  public final boolean hasEnded() {
    return status == DONE;
  }

  /** Whether the body runs, which includes that it was suspended through by an outer operation. */
  public final boolean isRunning() {
    return status == RUNNING || status == ENCLOSED;
  }

  /**
   * The activations of this continuation, innermost first, as rows of a stack trace; empty unless
   * it is suspended, which one that was suspended through by an enclosing one is not. Seen from
   * another thread than the one that runs it, it may be outdated.
   */
  public final List<StackTraceElement> logicalStack() {
    return status == SUSPENDED ? LogicalStack.of(leaf) : List.of();
  }

  // ---- copying

  /**
   * Puts {@code copy}, which has not begun, into the state of this one. What they have in common is
   * copied a frame at a time, when one of them resumes it.
   *
   * @throws IllegalStateException if this one runs, holds monitors, or was suspended by one that
   *     runs inside it
   */
  public final void forkInto(ContinuationState copy) {
    SavedFrame frame = leaf;
    if (status == SUSPENDED && frame != null) {
      Forks.check(this, frame);
      SavedFrame shared = frame instanceof SharedFrame ? frame : new SharedFrame(frame);
      leaf = shared;
      copy.leaf = shared;
      copy.pins = pins;
    } else if (status == RUNNING || status == ENCLOSED) {
      throw new IllegalStateException(ErrorCode.FORK_RUNNING.message(describe()));
    }
    copy.status = status;
  }

  // ---- suspending operations

  /**
   * Begins to suspend {@code target}, which encloses or is this continuation, the innermost one of
   * the calling thread. The caller must return at once; its own caller is where resumption goes on.
   *
   * @throws dev.coro.NotSuspendableException when an activation in between cannot be saved
   */
  public final void suspendTo(ContinuationState target) {
    if (broken) {
      throw new IllegalStateException(ErrorCode.BROKEN.message(describe()));
    }
    ContinuationState inner = this;
    boolean check = StackCheck.always;
    boolean hold = false;
    while (true) {
      check |= inner.pins != 0;
      hold |= inner.held != null;
      if (inner == target) {
        break;
      }
      inner = java.util.Objects.requireNonNull(inner.parent);
    }
    if (check) {
      StackCheck.check(this, target);
    }
    if (hold) {
      OwnedMonitors.own(this, target);
    }
    for (ContinuationState c = this; c != target; c = java.util.Objects.requireNonNull(c.parent)) {
      c.outward = true;
    }
    suspending = true;
  }

  /**
   * As {@link #suspendTo} this continuation, for the torture: does nothing if an activation in
   * between cannot be saved.
   *
   * @return whether it suspends
   */
  final boolean trySuspend() {
    if (broken || ((pins != 0 || StackCheck.always) && !StackCheck.allowsInnermost())) {
      return false;
    }
    if (held != null) {
      OwnedMonitors.own(this, this);
    }
    suspending = true;
    return true;
  }

  /** Takes the reference result that the body left when it ended. */
  public final @Nullable Object takeResult() {
    Object result = referenceResult;
    referenceResult = null;
    return result;
  }

  // ---- monitors

  /** What the activations of this continuation hold. */
  final HeldMonitors heldMonitors() {
    HeldMonitors known = held;
    if (known == null) {
      known = new HeldMonitors();
      held = known;
    }
    return known;
  }

  /**
   * Gives up monitors that this continuation will not leave any more: it has broken, or its carrier
   * has ended.
   */
  protected final void forgetMonitors() {
    OwnedMonitors.abandon(this);
    if (held != null) {
      held.clear();
    }
  }

  /** Gives up what an activation that is not resumed would have left, or was about to enter. */
  final void forgetMonitorsOf(SavedFrame lost) {
    if (held != null) {
      held.forget(lost);
    }
    OwnedMonitors.abandonNotHeld(this);
  }

  /** What runs this if it is a coroutine: a carrier's event loop. Null if nobody schedules it. */
  protected @Nullable Object carrier() {
    return null;
  }

  /**
   * Suspends this coroutine, in which {@code innermost} is running, until {@link
   * #unparkFromAnyThread}.
   *
   * @param waitsFor its text says what for
   * @param needsOtherThread whether a thread other than the carrier's may have to wake it
   */
  protected void parkFor(ContinuationState innermost, Object waitsFor, boolean needsOtherThread) {
    throw new UnsupportedOperationException("not scheduled");
  }

  /** Ends {@link #parkFor}, on any thread. */
  protected void unparkFromAnyThread(boolean needsOtherThread) {
    throw new UnsupportedOperationException("not scheduled");
  }

  // ---- called by instrumented code

  /** Links the frame of an activation that has saved itself. */
  public final void push(SavedFrame frame) {
    SavedFrame last = top;
    if (last != null) {
      // The caller of an activation never changes. One that was resumed alone, inside an activation
      // that holds monitors, is not called by the next one that unwinds.
      if (last.caller == null) {
        last.caller = frame;
      }
    } else if (leaf != frame) {
      // A store of what is there already would still cost the collector's barrier.
      leaf = frame;
    }
    top = frame;
  }

  /**
   * Notes that the activation saved last has released monitors, which it takes again.
   *
   * @param count how many
   */
  public final void noteMonitors(int count) {
    heldMonitors().addHolder(java.util.Objects.requireNonNull(top), count);
  }
}
