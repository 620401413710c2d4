package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.NotInstrumented;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
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
 * <p>Cancellation does not exist yet: no operation is a cancellation point.
 *
 * @param <T> type of the result
 */
@NotInstrumented
public final class Coroutine<T extends @Nullable Object> {
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
    FAILED
  }

  /**
   * Longest sleep; half the range of nanoTime, so that differences of deadlines do not overflow.
   */
  private static final long LONGEST_SLEEP_NANOS = Long.MAX_VALUE / 2;

  /** In place of the list of waiters when there will be no more. */
  private static final Object ENDED = new Object();

  private static final VarHandle WAITERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WAITERS = lookup.findVarHandle(Coroutine.class, "waiters", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final CoroutineContinuation continuation;

  /** Null for a name made of {@code number}. */
  private final @Nullable String name;

  private final int number;

  /** The result, or a {@link Failure}; published by the end of {@code waiters}. */
  private @Nullable Object outcome;

  /** The {@link JoinWaiter} that came last, linked to those before; {@link #ENDED} at the end. */
  @SuppressWarnings("unused") // by its handle only
  private @Nullable Object waiters;

  Coroutine(EventLoop loop, @Nullable String name, int number, Object task) {
    this.name = name;
    this.number = number;
    continuation = new CoroutineContinuation(loop, this, Objects.requireNonNull(task, "task"));
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
   * Lets every coroutine run that is ready, then goes on. Always suspends; not a cancellation
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
   * zero or less is a {@link #yield}; one of more than 146 years is cut. Always suspends; not a
   * cancellation point, and not ended by an interrupt of the carrier's thread.
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
    SleepTimer timer = new SleepTimer(sleeper, System.nanoTime() + nanosOf(duration));
    sleeper.loop.timers.reserveOne();
    sleeper.park(innermost, timer);
    sleeper.loop.timers.add(timer);
  }

  private static long nanosOf(Duration duration) {
    boolean fits = duration.toSeconds() < LONGEST_SLEEP_NANOS / 1_000_000_000;
    return fits ? duration.toNanos() : LONGEST_SLEEP_NANOS;
  }

  /**
   * Waits until this coroutine has ended and returns its result, or throws the very throwable that
   * its task threw, checked exceptions included; the failure then counts as known and is not
   * reported. Any number may join, before and after the end; they go on in the order in which they
   * joined.
   *
   * <p>Called in a coroutine, of this carrier or another, it suspends that coroutine unless this
   * one has ended. Called by a thread outside of any coroutine it blocks the thread; an interrupt
   * does not end the wait and is kept. Not a cancellation point.
   *
   * @throws IllegalStateException if a coroutine joins itself (CO207), or if called outside of a
   *     coroutine by the thread that would have to run this one (CO213)
   * @throws NotSuspendableException if an activation in between cannot be saved
   */
  @Suspendable
  @SuppressWarnings("NullAway") // the value behind a suspension is never seen
  public T join() {
    if (isDone()) {
      return takeOutcome();
    }
    ContinuationState innermost = CurrentContinuation.get();
    CoroutineContinuation joiner = CoroutineContinuation.enclosing(innermost);
    if (joiner == null) {
      block();
      return takeOutcome();
    }
    if (joiner == continuation) {
      throw new IllegalStateException(ErrorCode.JOIN_SELF.message(this));
    }
    ParkedJoiner waiter = new ParkedJoiner(joiner, this);
    joiner.park(innermost, waiter);
    waiter.parked();
    if (!addWaiter(waiter)) {
      waiter.ended();
    }
    return null;
  }

  private void block() {
    Thread thread = Thread.currentThread();
    if (loop().isOwnedBy(thread)) {
      throw new IllegalStateException(ErrorCode.JOIN_OUTSIDE.message(this));
    }
    boolean interrupted = false;
    if (addWaiter(new BlockedJoiner(thread))) {
      while (!isDone()) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      thread.interrupt();
    }
  }

  /** Adds a waiter on whatever thread; returns false if this has ended. */
  private boolean addWaiter(JoinWaiter waiter) {
    while (true) {
      Object last = WAITERS.getAcquire(this);
      if (last == ENDED) {
        return false;
      }
      waiter.previous = (JoinWaiter) last;
      if (WAITERS.compareAndSet(this, last, waiter)) {
        return true;
      }
    }
  }

  // ---- the end

  /** Notes how this has ended, and wakes all who wait for it in the order in which they came. */
  void end(@Nullable Object outcome) {
    this.outcome = outcome;
    JoinWaiter last = (JoinWaiter) WAITERS.getAndSet(this, ENDED);
    if (last == null) {
      if (outcome instanceof Failure failure) {
        loop().failures.add(this, failure);
      }
      return;
    }
    JoinWaiter first = null;
    while (last != null) {
      JoinWaiter previous = last.previous;
      last.previous = first;
      first = last;
      last = previous;
    }
    for (JoinWaiter waiter = first; waiter != null; waiter = waiter.previous) {
      waiter.ended();
    }
  }

  // ---- looking

  /** The name given at the start, or one made of a number. Any thread; never suspends. */
  public String name() {
    return name != null ? name : "coroutine-" + number;
  }

  /**
   * Where in its life this coroutine is. Any thread, never suspends; seen from another thread than
   * the carrier's, only DONE and FAILED are more than a glimpse.
   */
  public State state() {
    if (isDone()) {
      return outcome instanceof Failure ? State.FAILED : State.DONE;
    }
    return continuation.state();
  }

  /** Whether the task has returned or thrown. Any thread; never suspends. */
  public boolean isDone() {
    return WAITERS.getAcquire(this) == ENDED;
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

  /** The result or the {@link Failure} of a coroutine that has ended. */
  @Nullable Object outcome() {
    return outcome;
  }

  /** What a coroutine that has ended threw, which is then known; null if it returned. */
  @Nullable Throwable failure() {
    if (outcome instanceof Failure failure) {
      failure.markKnown();
      return failure.thrown;
    }
    return null;
  }

  /** The result of a coroutine that has ended; throws what it threw, which is then known. */
  @SuppressWarnings({"unchecked", "NullAway"})
  T takeOutcome() {
    Object ended = outcome;
    if (ended instanceof Failure failure) {
      failure.markKnown();
      throw Coroutine.<RuntimeException>sneaky(failure.thrown);
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

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
