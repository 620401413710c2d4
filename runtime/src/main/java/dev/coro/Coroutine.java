package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.NotInstrumented;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A computation that runs on a {@link Carrier}, taking turns with the other coroutines of that
 * carrier: each runs until it suspends or ends, then the one that has been ready longest runs.
 *
 * <pre>{@code
 * int sum = Carrier.run(() -> {
 *   Coroutine<Integer> a = Coroutine.start(() -> slowly(1));
 *   Coroutine<Integer> b = Coroutine.start(() -> slowly(2));
 *   return a.join() + b.join();
 * });
 * }</pre>
 *
 * <p>All coroutines of a carrier run on one thread, so between two suspension points nothing else
 * of that carrier runs. The handle may be passed to other threads; each method says who may call
 * it.
 *
 * <p><b>Failures.</b> What the task throws comes out of {@link #join}. If nobody joins, it is
 * reported to the carrier's {@link Carrier.FailureHandler}, once.
 *
 * <p><b>Cancellation.</b> {@link #cancel} ends a coroutine at its next cancellation point; {@link
 * CancelScope} a part of it. For each operation its documentation says whether it is one.
 *
 * @param <T> type of the result
 */
@NotInstrumented
public final class Coroutine<T extends @Nullable Object> extends EndListeners {
  /**
   * Life of a coroutine.
   *
   * <pre>
   *   NEW     -> READY     the carrier has taken it on
   *   READY   -> RUNNING   it is its turn
   *   RUNNING -> READY     yield, yieldNow
   *   RUNNING -> PARKED    sleep, join: it waits for something
   *   PARKED  -> READY     what it waited for has come
   *   RUNNING -> DONE      the task has returned
   *   RUNNING -> FAILED    the task has thrown
   *   RUNNING -> CANCELLED it was cancelled, and has thrown the CancelledException
   *   PARKED  -> FAILED    its carrier has ended in a deadlock
   * </pre>
   */
  public enum State {
    /** Handed to a carrier by another thread; the carrier has not taken it on yet. */
    NEW,
    /** Waits for its turn. */
    READY,
    /** Runs, as the only one of its carrier. */
    RUNNING,
    /** Waits for something: the end of a coroutine, or a point in time. */
    PARKED,
    /** Has returned. */
    DONE,
    /** Has thrown. */
    FAILED,
    /** Has ended because it was cancelled. */
    CANCELLED
  }

  private final CoroutineContinuation continuation;

  /** Null for a name made of a number. */
  private final @Nullable String name;

  Coroutine(EventLoop loop, @Nullable String name, int number, Object task) {
    this.name = name;
    Objects.requireNonNull(task, "task");
    continuation = new CoroutineContinuation(loop, this, number, task);
  }

  // ---- starting

  /**
   * Starts a coroutine on the carrier of the calling one; it runs when its turn comes. Called from
   * a coroutine. Never suspends.
   *
   * @param <T> type of the result
   * @throws NotSuspendableException if called outside of a coroutine
   */
  public static <T extends @Nullable Object> Coroutine<T> start(SuspendableCallable<T> task) {
    return caller("Coroutine.start(...)").loop.start(null, task);
  }

  /** As {@link #start(SuspendableCallable)}, for a task without a result. Never suspends. */
  public static Coroutine<@Nullable Void> start(SuspendableRunnable task) {
    return caller("Coroutine.start(...)").loop.start(null, task);
  }

  /**
   * As {@link #start(SuspendableCallable)}, with a name, which need not be unique. Never suspends.
   *
   * @param <T> type of the result
   */
  public static <T extends @Nullable Object> Coroutine<T> start(
      String name, SuspendableCallable<T> task) {
    return caller("Coroutine.start(...)").loop.start(Objects.requireNonNull(name, "name"), task);
  }

  /** As {@link #start(String, SuspendableCallable)}, without a result. Never suspends. */
  public static Coroutine<@Nullable Void> start(String name, SuspendableRunnable task) {
    return caller("Coroutine.start(...)").loop.start(Objects.requireNonNull(name, "name"), task);
  }

  /**
   * The coroutine that the caller runs in. Never suspends.
   *
   * @throws NotSuspendableException if called outside of a coroutine
   */
  public static Coroutine<?> current() {
    return caller("Coroutine.current()").coroutine;
  }

  // ---- operations that suspend; each returns right behind suspendTo

  /**
   * Lets every coroutine run that is ready, then goes on. Always suspends; always a cancellation
   * point. Where the language does not take an unqualified {@code yield}, use {@link #yieldNow}.
   *
   * @throws NotSuspendableException if called outside of a coroutine, or if an activation in
   *     between cannot be saved
   */
  @Suspendable
  @SuppressWarnings("NamedLikeContextualKeyword") // qualified, it reads best
  public static void yield() {
    reschedule("Coroutine.yield()");
  }

  /** The same as {@link #yield}, under a name that a static import can use. Always suspends. */
  @Suspendable
  public static void yieldNow() {
    reschedule("Coroutine.yieldNow()");
  }

  private static void reschedule(String operation) {
    ContinuationState innermost = CurrentContinuation.get();
    CoroutineContinuation current =
        innermost instanceof CoroutineContinuation c ? c : enclosing(innermost, operation);
    if (current.isCancelled()) {
      throw current.cancellation();
    }
    current.reschedule(innermost);
  }

  /** What the caller runs in. */
  private static CoroutineContinuation caller(String operation) {
    return enclosing(CurrentContinuation.get(), operation);
  }

  private static CoroutineContinuation enclosing(ContinuationState innermost, String operation) {
    CoroutineContinuation current = CoroutineContinuation.enclosing(innermost);
    if (current == null) {
      throw Diagnosis.outside(operation, "coroutine", "Carrier.run(...)");
    }
    return current;
  }

  /**
   * Waits for at least {@code duration}; the carrier runs other coroutines meanwhile. A duration of
   * zero or less is a {@link #yield}; one of more than 146 years is cut. Always suspends; always a
   * cancellation point; not ended by an interrupt of the carrier's thread.
   *
   * @throws NotSuspendableException if called outside of a coroutine, or if an activation in
   *     between cannot be saved
   */
  @Suspendable
  public static void sleep(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      reschedule("Coroutine.sleep(...)");
      return;
    }
    ContinuationState innermost = CurrentContinuation.get();
    CoroutineContinuation sleeper = enclosing(innermost, "Coroutine.sleep(...)");
    if (sleeper.isCancelled()) {
      throw sleeper.cancellation();
    }
    long deadlineNanos = sleeper.loop.nanoTime() + EventLoop.nanosOf(duration);
    SleepTimer timer = new SleepTimer(sleeper, deadlineNanos);
    sleeper.loop.timers.reserveOne();
    sleeper.park(innermost, timer);
    sleeper.loop.timers.add(timer);
  }

  /**
   * Waits until this coroutine has ended and returns its result, or throws the very throwable that
   * its task threw, checked exceptions included; the failure then counts as known and is not
   * reported. Any number may join, before and after the end; they go on in the order in which they
   * joined.
   *
   * <p>Called in a coroutine, of this carrier or another, it suspends that coroutine unless this
   * one has ended. Called by a thread outside of any coroutine it blocks the thread. Always a
   * cancellation point; cancelling the joiner does not cancel this.
   *
   * @throws java.util.concurrent.CancellationException if this coroutine was cancelled
   * @throws CancelledException if the joiner is cancelled, or the thread that waits is interrupted
   * @throws IllegalStateException if a coroutine joins itself (CO207), or if called outside of a
   *     coroutine by the thread that would have to run this one (CO213)
   * @throws NotSuspendableException if an activation in between cannot be saved
   */
  @Suspendable
  @SuppressWarnings({"NullAway", "unchecked"}) // the value behind a suspension is never seen
  public T join() {
    CoroutineContinuation joiner = CoroutineContinuation.enclosing(CurrentContinuation.get());
    if (joiner == null) {
      return joinByThread();
    } else if (joiner.isCancelled()) {
      throw joiner.cancellation();
    } else if (isDone()) {
      return takeOutcome();
    } else if (joiner == continuation) {
      throw new IllegalStateException(ErrorCode.JOIN_SELF.message(this));
    }
    JoinWaiter waiter = new JoinWaiter(this, joiner.loop != continuation.loop);
    return addListener(waiter) ? (T) waiter.await() : takeOutcome();
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // what is delivered is of type T
  private T joinByThread() {
    checkCancelled();
    if (isDone()) {
      return takeOutcome();
    } else if (loop().isOwnedBy(Thread.currentThread())) {
      throw new IllegalStateException(ErrorCode.JOIN_OUTSIDE.message(this));
    }
    JoinWaiter waiter = new JoinWaiter(this, true);
    return addListener(waiter) ? (T) waiter.await() : takeOutcome();
  }

  @Override
  Object lock() {
    return continuation;
  }

  // ---- the end

  /** This has ended: wakes all who wait for it in the order in which they came. */
  void end() {
    Object outcome = outcome();
    for (EndListener listener : endListening()) {
      listener.ended(this);
    }
    if (outcome instanceof Failure failure && !failure.isKnown()) {
      loop().failures.add(this, failure);
    }
  }

  // ---- cancellation

  /**
   * Cancels this coroutine: every cancellation point in it throws {@link CancelledException} from
   * now on, also the one it is parked in, but for those in a {@linkplain CancelScope#shield
   * shield}. No effect on a coroutine that has ended. Any thread; never suspends and waits for
   * nothing: {@link #join} tells when the coroutine has ended.
   */
  public void cancel() {
    cancel("cancel() was called");
  }

  /** As {@link #cancel()}, with a reason for messages. */
  public void cancel(String why) {
    java.util.Objects.requireNonNull(why, "why");
    loop().execute(() -> continuation.cancel(why));
  }

  /**
   * A cancellation point that never suspends, for code that computes for long between two others.
   *
   * @throws CancelledException if the calling coroutine is cancelled or, outside of any coroutine,
   *     the calling thread interrupted
   */
  public static void checkCancelled() {
    CoroutineContinuation caller = CoroutineContinuation.enclosing(CurrentContinuation.get());
    if (caller != null) {
      if (caller.isCancelled()) {
        throw caller.cancellation();
      }
    } else if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException(
          "the thread '" + Thread.currentThread().getName() + "' was interrupted");
    }
  }

  // ---- looking

  /** The name given at the start, or one made of a number. Any thread; never suspends. */
  public String name() {
    return name != null ? name : "coroutine-" + continuation.number;
  }

  /**
   * Where in its life this coroutine is. Any thread, never suspends; seen from another thread than
   * the carrier's, only DONE and FAILED are more than a glimpse.
   */
  public State state() {
    if (isDone()) {
      if (!(outcome() instanceof Failure failure)) {
        return State.DONE;
      }
      return failure.cancelled ? State.CANCELLED : State.FAILED;
    }
    return continuation.state();
  }

  /** Whether the task has returned or thrown. Any thread; never suspends. */
  public boolean isDone() {
    return hasEnded();
  }

  /**
   * Where the task stands: its activations as rows of a stack trace, the innermost first, as if all
   * of them were on a stack; those of a generator or continuation that it waits in are among them.
   * Empty before the task begins, while it runs, and when it has ended. Any thread, never suspends;
   * seen from another thread than the carrier's it is a glimpse, which may mix two moments.
   */
  public List<StackTraceElement> stackTrace() {
    return continuation.logicalStack();
  }

  /**
   * A future that ends as this coroutine does, with its result or failure, which then counts as
   * known. It is completed on the carrier's thread. Cancelling it cancels this coroutine. Any
   * thread; never suspends.
   */
  public CompletableFuture<T> asCompletableFuture() {
    Futures.OfCoroutine<T> future = new Futures.OfCoroutine<>(this);
    if (!addListener(future)) {
      future.ended(this);
    }
    return future;
  }

  /** The result or the {@link Failure} of a coroutine that has ended, as the listeners publish. */
  @Nullable Object outcome() {
    return continuation.outcome();
  }

  /** What a coroutine that has ended threw, which is then known; null if it returned. */
  @Nullable Throwable failure() {
    if (outcome() instanceof Failure failure) {
      failure.markKnown();
      return failure.thrownToJoiner();
    }
    return null;
  }

  /** The result of a coroutine that has ended; throws what it threw, which is then known. */
  @SuppressWarnings({"unchecked", "NullAway"})
  T takeOutcome() {
    Object ended = outcome();
    if (ended instanceof Failure failure) {
      failure.markKnown();
      throw Rethrow.unchecked(failure.thrownToJoiner());
    }
    return (T) ended;
  }

  CoroutineContinuation continuation() {
    return continuation;
  }

  EventLoop loop() {
    return continuation.loop;
  }

  /** Name and state, for messages. */
  @Override
  public String toString() {
    return "coroutine '" + name() + "' (" + state() + ")";
  }
}
