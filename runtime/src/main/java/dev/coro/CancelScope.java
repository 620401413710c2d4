package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import dev.coro.internal.Timer;
import dev.coro.rt.CurrentContinuation;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a coroutine's run that can be cancelled as a whole: by a deadline, or by anybody who
 * holds the scope. Scopes nest.
 *
 * <pre>{@code
 * boolean inTime = CancelScope.moveOnAfter(Duration.ofSeconds(5), () -> {
 *   Page page = fetch(address);
 *   show(page);
 * });
 * }</pre>
 *
 * <p><b>Delivery.</b> In a scope that is cancelled every cancellation point throws {@link
 * CancelledException}: the one the coroutine is parked in, and all further ones until the scope is
 * left, which catches the exception. So {@code finally} blocks run, but their own cancellation
 * points throw too, unless they are shielded:
 *
 * <pre>{@code
 * try {
 *   work(connection);
 * } finally {
 *   CancelScope.shield(() -> connection.sayGoodbye());
 * }
 * }</pre>
 *
 * <p>Code without cancellation points is not interrupted; see {@link Coroutine#checkCancelled}.
 *
 * <p><b>Threads.</b> Any thread may call {@link #cancel}; everything else is for code that runs on
 * the carrier of the coroutine.
 *
 * <p>The model is that of Trio's cancel scopes (N. J. Smith, "Timeouts and cancellation for
 * humans", 2018).
 */
public final class CancelScope {
  /** Time to the deadline when there is none. */
  private static final long NEVER = -1;

  /** The coroutine that runs in it, or that has opened its task scope; null before that. */
  private volatile @Nullable CoroutineContinuation owner;

  /** The scope around it: of the same coroutine, or the one in which that was forked. */
  private @Nullable CancelScope enclosing;

  /** The task scope that it belongs to, whose children it cancels; null if there is none. */
  private final @Nullable TaskScope<?, ?> tasks;

  private volatile boolean cancelled;

  /** Whether the owner is not cancelled with it, only the children. */
  private boolean sparesOwner;

  /** Why it was cancelled, for messages. */
  private String reason = "";

  private boolean shielded;

  /** Whether the deadline was what cancelled it. */
  private boolean expired;

  private boolean caught;

  /** Generators and continuations in whose bodies it is open; null if there are none. */
  private @Nullable ScopeHolders holders;

  private @Nullable Deadline deadline;

  /** Time from entry to deadline, for a scope that is not entered. */
  private long nanosFromEntry = NEVER;

  /** Creates a scope without a deadline. It can be {@linkplain #run run} once. */
  public CancelScope() {
    this(null);
  }

  CancelScope(@Nullable TaskScope<?, ?> tasks) {
    this.tasks = tasks;
  }

  // ---- the common forms

  /**
   * Runs {@code task} for at most {@code duration}, then cancels it and goes on behind it. Suspends
   * and is a cancellation point where the task is. What the task throws comes out.
   *
   * @return whether the task came to its end
   */
  @Suspendable
  public static boolean moveOnAfter(Duration duration, SuspendableRunnable task) {
    CancelScope scope = new CancelScope();
    scope.setDeadlineAfter(duration);
    return scope.run(task);
  }

  /**
   * Runs {@code task} for at most {@code duration}, then cancels it. Suspends and is a cancellation
   * point where the task is. What the task throws comes out.
   *
   * @param <T> type of the result
   * @throws DeadlineExceededException if the task was cancelled for want of time
   */
  @Suspendable
  @SuppressWarnings("NullAway") // the result is one of type T if the task has ended
  public static <T extends @Nullable Object> T failAfter(
      Duration duration, SuspendableCallable<T> task) {
    CancelScope scope = new CancelScope();
    scope.setDeadlineAfter(duration);
    Object[] result = new Object[1];
    if (!scope.run(() -> result[0] = task.call())) {
      throw new DeadlineExceededException(ErrorCode.DEADLINE_EXCEEDED.message(duration));
    }
    @SuppressWarnings("unchecked")
    T value = (T) result[0];
    return value;
  }

  /** As {@link #failAfter(Duration, SuspendableCallable)}, for a task without a result. */
  @Suspendable
  public static void failAfter(Duration duration, SuspendableRunnable task) {
    CancelScope scope = new CancelScope();
    scope.setDeadlineAfter(duration);
    if (!scope.run(task)) {
      throw new DeadlineExceededException(ErrorCode.DEADLINE_EXCEEDED.message(duration));
    }
  }

  /**
   * Runs {@code task} undisturbed by cancellation from outside of it: for clean-up that suspends.
   * Suspends where the task does; a cancellation point only for scopes within the task. What the
   * task throws comes out.
   */
  @Suspendable
  public static void shield(SuspendableRunnable task) {
    CancelScope scope = new CancelScope();
    scope.setShielded(true);
    boolean ended = scope.run(task);
    if (!ended) {
      throw new AssertionError("nobody can cancel this scope");
    }
  }

  /**
   * Runs {@code task} in this scope. Suspends and is a cancellation point where the task is. What
   * the task throws comes out, but for the {@link CancelledException} that this scope has caused.
   *
   * @return whether the task came to its end; false if this scope was cancelled and has caught the
   *     exception
   * @throws IllegalStateException if this scope was run before (CO226), or if the task has left a
   *     {@link TaskScope} open, which is then closed (CO228)
   * @throws NotSuspendableException if called outside of a coroutine
   */
  @Suspendable
  public boolean run(SuspendableRunnable task) {
    Objects.requireNonNull(task, "task");
    CoroutineContinuation coroutine = CoroutineContinuation.enclosing(CurrentContinuation.get());
    if (coroutine == null) {
      throw Diagnosis.outside("CancelScope.run(...)", "coroutine", "Carrier.run(...)");
    }
    enter(coroutine);
    Throwable thrown = null;
    try {
      task.run();
    } catch (Throwable t) {
      thrown = t;
    }
    IllegalStateException leftOpen = LeftOpenScopes.close(coroutine, this);
    boolean absorbed = thrown instanceof CancelledException && absorbs(coroutine);
    exit(coroutine);
    if (leftOpen != null) {
      if (thrown != null) {
        leftOpen.addSuppressed(thrown);
      }
      throw leftOpen;
    } else if (absorbed) {
      caught = true;
      return false;
    } else if (thrown != null) {
      throw Rethrow.unchecked(thrown);
    }
    return true;
  }

  // ---- settings

  /**
   * Sets the deadline to {@code duration} from now or, for a scope that does not run yet, from its
   * beginning; replaces an earlier one. When it has passed, the scope is cancelled. No effect once
   * it is cancelled.
   *
   * @throws IllegalArgumentException if {@code duration} is negative (CO227)
   */
  public void setDeadlineAfter(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          ErrorCode.NEGATIVE.message("the time to a deadline", duration));
    }
    long nanos = EventLoop.nanosOf(duration);
    CoroutineContinuation coroutine = owner;
    if (coroutine == null) {
      nanosFromEntry = nanos;
    } else if (!cancelled) {
      schedule(coroutine.loop, nanos);
    }
  }

  /** Removes the deadline. */
  public void clearDeadline() {
    nanosFromEntry = NEVER;
    unschedule();
  }

  /** Whether cancellation of the scopes around this one is kept out, from now on. */
  public void setShielded(boolean shielded) {
    this.shielded = shielded;
    CoroutineContinuation coroutine = owner;
    if (coroutine != null) {
      coroutine.recheckCancellation();
    }
  }

  // ---- cancelling

  /** As {@link #cancel(String)}, without a particular reason. */
  public void cancel() {
    cancel("cancel() was called");
  }

  /**
   * Cancels what runs in this scope, or will. Any thread; never suspends. A scope that was left, or
   * was cancelled before, does not change.
   *
   * @param why for messages
   */
  public void cancel(String why) {
    Objects.requireNonNull(why, "why");
    CoroutineContinuation coroutine = owner;
    if (coroutine == null) {
      synchronized (this) {
        coroutine = owner;
        if (coroutine == null) {
          markCancelled(why);
          return;
        }
      }
    }
    coroutine.loop.execute(() -> cancelHere(why, false));
  }

  /**
   * Cancels on the carrier.
   *
   * @param spareOwner whether to cancel the children only
   */
  void cancelHere(String why, boolean spareOwner) {
    if (!cancelled) {
      sparesOwner = spareOwner;
      markCancelled(why);
      unschedule();
      Objects.requireNonNull(owner).recheckCancellation();
    }
  }

  private void markCancelled(String why) {
    if (!cancelled) {
      reason = why;
      cancelled = true;
    }
  }

  /** Has the owner go on as if it had not been cancelled; it knows. */
  void spareOwner() {
    sparesOwner = true;
    Objects.requireNonNull(owner).recheckCancellation();
  }

  /** Whether this scope was cancelled. Any thread, for which it may be outdated. Never suspends. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Whether its deadline was what cancelled it. Never suspends. */
  public boolean isExpired() {
    return expired;
  }

  /** Whether this scope has caught what its cancellation has thrown. Never suspends. */
  public boolean hasCaught() {
    return caught;
  }

  // ---- structure

  @Nullable CoroutineContinuation owner() {
    return owner;
  }

  @Nullable CancelScope enclosing() {
    return enclosing;
  }

  @Nullable ScopeHolders holders() {
    return holders;
  }

  @Nullable TaskScope<?, ?> tasks() {
    return tasks;
  }

  /** Makes this the innermost scope of {@code coroutine}. */
  void enter(CoroutineContinuation coroutine) {
    synchronized (this) {
      if (owner != null) {
        throw new IllegalStateException(ErrorCode.SCOPE_REUSED.message("cancel scope"));
      }
      owner = coroutine;
    }
    enclosing = coroutine.scope;
    coroutine.scope = this;
    holders = ScopeHolders.begin(coroutine);
    if (nanosFromEntry != NEVER && !cancelled) {
      schedule(coroutine.loop, nanosFromEntry);
    }
    if (cancelled || shielded) {
      coroutine.recheckCancellation();
    }
  }

  /** Makes this, the innermost scope, a thing of the past. */
  void exit(CoroutineContinuation coroutine) {
    unschedule();
    coroutine.scope = enclosing;
    if (holders != null) {
      holders.end(coroutine);
      holders = null;
    }
    if (cancelled || shielded) {
      coroutine.recheckCancellation();
    }
  }

  /** Puts a scope between the outermost one of {@code coroutine} and what it was forked in. */
  static CancelScope outermostOf(CoroutineContinuation coroutine) {
    CancelScope last = null;
    for (CancelScope s = coroutine.scope; s != null && s.owner == coroutine; s = s.enclosing) {
      last = s;
    }
    CancelScope outermost = new CancelScope();
    outermost.owner = coroutine;
    outermost.enclosing = last == null ? coroutine.scope : last.enclosing;
    if (last == null) {
      coroutine.scope = outermost;
    } else {
      last.enclosing = outermost;
    }
    return outermost;
  }

  /** The innermost scope whose cancellation reaches {@code coroutine}; null if none does. */
  static @Nullable CancelScope cancelling(CoroutineContinuation coroutine) {
    return cancelling(coroutine, coroutine.scope);
  }

  private static @Nullable CancelScope cancelling(
      CoroutineContinuation coroutine, @Nullable CancelScope from) {
    for (CancelScope scope = from; scope != null; scope = scope.enclosing) {
      if (scope.reaches(coroutine)) {
        return scope;
      } else if (scope.shielded) {
        return null;
      }
    }
    return null;
  }

  private boolean reaches(CoroutineContinuation coroutine) {
    return cancelled && !(sparesOwner && owner == coroutine);
  }

  /** Whether this is the outermost scope that is to blame for a cancellation inside of it. */
  private boolean absorbs(CoroutineContinuation coroutine) {
    return reaches(coroutine) && (shielded || cancelling(coroutine, enclosing) == null);
  }

  /** What a cancellation point of {@code coroutine}, which this scope reaches, throws. */
  RuntimeException exceptionFor(CoroutineContinuation coroutine) {
    TaskScope<?, ?> opened = tasks;
    if (opened != null && owner == coroutine) {
      RuntimeException failure = opened.failureForOwner();
      if (failure != null) {
        return failure;
      }
    }
    return new CancelledException(
        "coroutine '" + coroutine.coroutine.name() + "' was cancelled: " + reason);
  }

  // ---- the deadline

  private void schedule(EventLoop loop, long nanos) {
    unschedule();
    Deadline next = new Deadline(this, loop, loop.nanoTime() + nanos);
    loop.timers.add(next);
    deadline = next;
  }

  private void unschedule() {
    Deadline last = deadline;
    if (last != null) {
      last.loop.timers.remove(last);
      deadline = null;
    }
  }

  private static final class Deadline extends Timer {
    final EventLoop loop;
    private final CancelScope scope;

    Deadline(CancelScope scope, EventLoop loop, long deadlineNanos) {
      super(deadlineNanos);
      this.scope = scope;
      this.loop = loop;
    }

    @Override
    public void fire() {
      scope.expired = true;
      TaskScope<?, ?> opened = scope.tasks;
      if (opened != null) {
        opened.expire();
      } else {
        scope.cancelHere("its deadline has passed", false);
      }
    }
  }
}
