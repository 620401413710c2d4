package dev.coro;

import dev.coro.internal.Rethrow;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.NotInstrumented;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One wait of one coroutine or thread: what every operation that waits is built on. Ordinary
 * programs use the finished operations; this is for those who write new ones.
 *
 * <p>An operation creates a waiter, makes it known to whoever will wake it, and calls {@link
 * #await}:
 *
 * <pre>{@code
 * Coroutine.checkCancelled();
 * if (isFree()) {
 *   return;
 * }
 * var turn = new Turn(this);
 * queue.add(turn);
 * turn.await();
 * }</pre>
 *
 * <p><b>Who wakes.</b> The first of {@link #wake}, {@link #wakeWithFailure} and cancellation wins;
 * the others have no effect and say so. A waiter that is <em>shared</em> may be woken by any
 * thread. One that is not belongs to a coroutine, and only code on the carrier of that coroutine
 * may wake it; in return the carrier knows that nobody else will, and can tell a deadlock.
 *
 * <pre>
 *   WAITING -> WOKEN       wake, wakeWithFailure
 *   WAITING -> ABANDONED   the coroutine is cancelled, the thread interrupted
 * </pre>
 */
@NotInstrumented
public abstract non-sealed class Waiter extends WaitNode {
  private static final int WAITING = 0;
  private static final int WOKEN = 1;
  private static final int ABANDONED = 2;

  private static final VarHandle PHASE;

  static {
    try {
      PHASE = MethodHandles.lookup().findVarHandle(Waiter.class, "phase", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The {@link CoroutineContinuation} or {@link Thread} that waits. */
  private final Object waiting;

  private final boolean shared;

  /** Whether cancellation ends the wait. */
  private boolean cancellable = true;

  /** Decides who ends the wait. */
  private int phase = WAITING;

  /** Whether {@code outcome} is there: the wait has ended before it began, or on another thread. */
  private volatile boolean settled;

  /** Result or {@link Failure} on its way from another thread. */
  private @Nullable Object outcome;

  /**
   * A wait of the caller.
   *
   * @param shared whether other threads may wake it
   */
  protected Waiter(boolean shared) {
    this.shared = shared;
    CoroutineContinuation coroutine = CoroutineContinuation.enclosing(CurrentContinuation.get());
    waiting = coroutine == null ? Thread.currentThread() : coroutine;
  }

  // ---- for the one who waits

  /**
   * Waits until this is woken: suspends a coroutine, blocks a thread that runs none. Always
   * suspends; a cancellation point.
   *
   * @return what {@link #wake} was given
   * @throws CancelledException if the coroutine is cancelled or the thread interrupted, whose
   *     interrupt status stays set
   * @throws NotSuspendableException if an activation in between cannot be saved
   */
  @Suspendable
  public final @Nullable Object await() {
    if (settled) {
      return outcomeFromOther();
    }
    if (waiting instanceof CoroutineContinuation coroutine) {
      if (coroutine.isCancelled() && claim(ABANDONED)) {
        abandoned();
        throw coroutine.cancellation();
      }
      return park(coroutine);
    }
    return block();
  }

  /** As {@link #await}, but no cancellation point: cancellation and interrupts wait, too. */
  @Suspendable
  public final @Nullable Object awaitUncancellable() {
    cancellable = false;
    if (settled) {
      return outcomeFromOther();
    }
    return waiting instanceof CoroutineContinuation coroutine ? park(coroutine) : block();
  }

  /** Suspends; whoever calls this returns at once. */
  private @Nullable Object park(CoroutineContinuation coroutine) {
    try {
      coroutine.park(CurrentContinuation.get(), this);
    } catch (Throwable t) {
      if (claim(ABANDONED)) {
        abandoned();
        throw t;
      }
      return outcomeFromOther(); // Woken by another thread in between: there is nothing to wait
      // for.
    }
    if (shared) {
      coroutine.loop.expectOutsider();
    }
    return null;
  }

  private @Nullable Object block() {
    boolean interrupted = false;
    while (!settled) {
      LockSupport.park(this);
      if (!settled && Thread.currentThread().isInterrupted()) {
        if (!cancellable) {
          interrupted |= Thread.interrupted(); // It would keep the thread from parking.
        } else if (claim(ABANDONED)) {
          abandoned();
          throw new CancelledException(
              "the thread '" + waiterName() + "' was interrupted while it waited for " + this);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcomeFromOther();
  }

  private @Nullable Object outcomeFromOther() {
    while (!settled) {
      Thread.onSpinWait(); // Another thread is between two instructions.
    }
    if (outcome instanceof Failure failure) {
      throw Rethrow.unchecked(failure.thrown);
    }
    return outcome;
  }

  /**
   * Forgets the waiter, whose wait was ended by cancellation: takes it out of wherever it was made
   * known. Called at most once, on the thread of the one who waits. Must not fail nor suspend.
   */
  protected abstract void abandoned();

  // ---- for the one who wakes

  /**
   * Ends the wait with a result. Never suspends.
   *
   * @return whether this was what ended it; if not, it was woken or abandoned before
   */
  public final boolean wake(@Nullable Object result) {
    if (!claim(WOKEN)) {
      return false;
    }
    settle(result);
    return true;
  }

  /** As {@link #wake}, with an exception that {@link #await} throws. */
  public final boolean wakeWithFailure(Throwable thrown) {
    return wake(new Failure(thrown));
  }

  private boolean claim(int next) {
    if (shared) {
      return PHASE.compareAndSet(this, WAITING, next);
    }
    boolean won = phase == WAITING;
    if (won) {
      phase = next;
    }
    return won;
  }

  private void settle(@Nullable Object result) {
    if (waiting instanceof CoroutineContinuation coroutine
        && (!shared || coroutine.loop.isOwnedBy(Thread.currentThread()))
        && coroutine.isParkedFor(this)) {
      arrive(coroutine, result);
      return;
    }
    outcome = result;
    settled = true;
    if (waiting instanceof Thread thread) {
      LockSupport.unpark(thread);
    } else if (shared) {
      CoroutineContinuation coroutine = (CoroutineContinuation) waiting;
      coroutine.loop.post(() -> arriveLater(coroutine));
    }
  }

  /** On the carrier of the coroutine, whose wait was ended by another thread or before it began. */
  private void arriveLater(CoroutineContinuation coroutine) {
    if (coroutine.isParkedFor(this)) {
      arrive(coroutine, outcome);
    }
  }

  private void arrive(CoroutineContinuation coroutine, @Nullable Object result) {
    if (shared) {
      coroutine.loop.outsiderArrived();
    }
    if (result instanceof Failure failure) {
      coroutine.unparkWithFailure(failure.thrown);
    } else {
      coroutine.unpark(result);
    }
  }

  // ---- for cancellation

  /** Ends the wait of a parked coroutine, if cancellation may; whether it did. */
  final boolean abandon() {
    if (!cancellable || !claim(ABANDONED)) {
      return false;
    }
    if (shared) {
      ((CoroutineContinuation) waiting).loop.outsiderArrived();
    }
    abandoned();
    return true;
  }

  // ---- who

  /** The calling {@link Coroutine}, or the {@link Thread} if it runs none. Never suspends. */
  public static Object caller() {
    CoroutineContinuation coroutine = CoroutineContinuation.enclosing(CurrentContinuation.get());
    return coroutine == null ? Thread.currentThread() : coroutine.coroutine;
  }

  /** The name of what {@link #caller} has returned. Never suspends. */
  public static String nameOf(Object caller) {
    return caller instanceof Coroutine<?> coroutine
        ? coroutine.name()
        : ((Thread) caller).getName();
  }

  /** The {@link Coroutine} or {@link Thread} that waits. Never suspends. */
  public final Object waiting() {
    return waiting instanceof CoroutineContinuation coroutine ? coroutine.coroutine : waiting;
  }

  /** The name of who waits. Never suspends. */
  public final String waiterName() {
    return nameOf(waiting());
  }

  /** Whether nobody has ended the wait; if it is shared, this may change at any time. */
  public final boolean isWaiting() {
    return (int) PHASE.getAcquire(this) == WAITING;
  }

  /** Who could wake it, for messages: the text behind "could be woken by"; empty if unknown. */
  protected String wokenBy() {
    return "";
  }

  /** What is waited for, for messages: the text behind "waits for". */
  @Override
  public abstract String toString();
}
