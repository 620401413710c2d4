package dev.coro;

import dev.coro.internal.ErrorCode;
import dev.coro.rt.CarrierThread;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines, all of them on one thread.
 *
 * <p>{@link #run} makes the calling thread a carrier until all coroutines have ended, which is what
 * a program or a test mostly needs. {@link #open} has a thread of its own and takes on coroutines
 * from any thread until it is closed:
 *
 * <pre>{@code
 * try (Carrier carrier = Carrier.open("game")) {
 *   Coroutine<Score> match = carrier.start(() -> playMatch());
 *   show(match.join());
 * }
 * }</pre>
 *
 * <p><b>Order.</b> Coroutines that are ready run in the order in which they became ready; nothing
 * interrupts one before it suspends. Timers with equal deadlines fire in the order of their start.
 *
 * <p><b>Interrupts.</b> Interrupting the thread of a carrier does not end it, nor anything that its
 * coroutines wait for. The interrupt status stays set, for the coroutines or, behind {@code run},
 * the caller to find.
 */
public final class Carrier implements AutoCloseable {
  private static final FailureHandler LOG = UnjoinedFailures::log;

  private final EventLoop loop;
  private final CarrierThread thread;

  /** Number of coroutines that were started from outside, for their names. */
  private final AtomicInteger started = new AtomicInteger();

  /** What ended the loop early. Written by the carrier's thread, read when that has ended. */
  private @Nullable DeadlockException deadlock;

  private final AtomicBoolean deadlockThrown = new AtomicBoolean();

  private Carrier(String name, FailureHandler handler) {
    loop = new EventLoop(name, handler);
    thread = new CarrierThread(this::runLoop, name);
    thread.setDaemon(false);
    loop.ownedBy(thread);
  }

  /** Is told of coroutines that failed and that nobody joined. */
  @FunctionalInterface
  public interface FailureHandler {
    /**
     * Called once for each such coroutine, on the thread of the carrier, outside of any coroutine:
     * when the carrier ends, or earlier once nobody holds the coroutine any more. What it throws is
     * logged.
     *
     * @param carrier name of the carrier
     * @param coroutine name of the coroutine
     * @param failure what the coroutine threw
     */
    void unjoined(String carrier, String coroutine, Throwable failure);
  }

  // ---- on the calling thread

  /**
   * Runs a coroutine named {@code main}, and all coroutines that are started meanwhile, on the
   * calling thread until every one has ended. Blocks; never suspends.
   *
   * <p>If {@code main} throws, that throwable, checked exceptions included, comes out of this
   * method after the others have ended. Failures of others that nobody joined are logged with
   * {@link System.Logger} {@code dev.coro}; they do not come out.
   *
   * @param <T> type of the result
   * @return the result of {@code main}
   * @throws DeadlockException if coroutines are parked and nothing can resume one of them; if
   *     {@code main} has thrown before, it is suppressed in that throwable
   * @throws IllegalStateException if called inside a coroutine, continuation or generator (CO212)
   */
  public static <T extends @Nullable Object> T run(SuspendableCallable<T> main) {
    return run(LOG, main);
  }

  /** As {@link #run(SuspendableCallable)}, for a task without a result. Never suspends. */
  public static void run(SuspendableRunnable main) {
    run(LOG, main);
  }

  /**
   * As {@link #run(SuspendableCallable)}; failures that nobody joined go to {@code handler}. Never
   * suspends.
   *
   * @param <T> type of the result
   */
  public static <T extends @Nullable Object> T run(
      FailureHandler handler, SuspendableCallable<T> main) {
    EventLoop loop = loopHere(handler);
    return runMain(loop, loop.start("main", main));
  }

  /** As {@link #run(FailureHandler, SuspendableCallable)}, without a result. Never suspends. */
  public static void run(FailureHandler handler, SuspendableRunnable main) {
    EventLoop loop = loopHere(handler);
    runMain(loop, loop.start("main", main));
  }

  /** A loop for the calling thread, closed to others. */
  private static EventLoop loopHere(FailureHandler handler) {
    ContinuationState innermost = CurrentContinuation.get();
    if (innermost != ContinuationState.NONE) {
      CoroutineContinuation current = CoroutineContinuation.enclosing(innermost);
      throw new IllegalStateException(
          ErrorCode.CARRIER_NESTED.message(
              current == null ? "a continuation" : current.coroutine.toString()));
    }
    Thread owner = Thread.currentThread();
    EventLoop loop = new EventLoop(owner.getName(), Objects.requireNonNull(handler, "handler"));
    loop.ownedBy(owner);
    loop.closeToOutsiders();
    return loop;
  }

  private static <T extends @Nullable Object> T runMain(EventLoop loop, Coroutine<T> main) {
    DeadlockException deadlock = runToEnd(loop);
    Throwable failure = main.failure();
    loop.failures.reportAll();
    if (deadlock != null && deadlock != failure) {
      if (failure == null) {
        throw deadlock;
      }
      failure.addSuppressed(deadlock);
    }
    return main.takeOutcome();
  }

  private static @Nullable DeadlockException runToEnd(EventLoop loop) {
    try {
      loop.run();
      return null;
    } catch (DeadlockException e) {
      return e;
    }
  }

  // ---- on a thread of its own

  /**
   * Opens a carrier with a thread of its own, which runs until {@link #close}. Failures that nobody
   * joined are logged with {@link System.Logger} {@code dev.coro}.
   *
   * @param name of the carrier and its thread
   */
  public static Carrier open(String name) {
    return open(name, LOG);
  }

  /** As {@link #open(String)}; failures that nobody joined go to {@code handler}. */
  public static Carrier open(String name, FailureHandler handler) {
    Carrier carrier =
        new Carrier(
            Objects.requireNonNull(name, "name"), Objects.requireNonNull(handler, "handler"));
    carrier.thread.start();
    return carrier;
  }

  private void runLoop() {
    try {
      deadlock = runToEnd(loop);
    } finally {
      loop.failures.reportAll();
    }
  }

  /**
   * Starts a coroutine on this carrier. Any thread may call it, inside or outside of a coroutine.
   * Never suspends.
   *
   * @param <T> type of the result
   * @throws IllegalStateException if this carrier was closed (CO211); code that runs on the carrier
   *     may start coroutines until the last has ended
   */
  public <T extends @Nullable Object> Coroutine<T> start(SuspendableCallable<T> task) {
    return startTask(null, task);
  }

  /** As {@link #start(SuspendableCallable)}, for a task without a result. Never suspends. */
  public Coroutine<@Nullable Void> start(SuspendableRunnable task) {
    return startTask(null, task);
  }

  /**
   * As {@link #start(SuspendableCallable)}, with a name, which need not be unique. Never suspends.
   *
   * @param <T> type of the result
   */
  public <T extends @Nullable Object> Coroutine<T> start(String name, SuspendableCallable<T> task) {
    return startTask(Objects.requireNonNull(name, "name"), task);
  }

  /** As {@link #start(String, SuspendableCallable)}, without a result. Never suspends. */
  public Coroutine<@Nullable Void> start(String name, SuspendableRunnable task) {
    return startTask(Objects.requireNonNull(name, "name"), task);
  }

  private <T extends @Nullable Object> Coroutine<T> startTask(@Nullable String name, Object task) {
    if (Thread.currentThread() == thread && CurrentContinuation.get() != ContinuationState.NONE) {
      return loop.start(name, task);
    }
    return loop.offer(name != null ? name : "external-" + started.incrementAndGet(), task);
  }

  /** The name given to {@link #open}. Any thread; never suspends. */
  public String name() {
    return loop.name;
  }

  /**
   * Takes on no more coroutines from outside, and waits until all that were started have ended and
   * the failures that nobody joined are reported. Closing again waits too, and has no other effect.
   * Called by any thread but the carrier's own.
   *
   * <p>Blocks and never suspends, so a coroutine of another carrier that calls it stops all
   * coroutines of that carrier. An interrupt does not end the wait and is kept.
   *
   * @throws DeadlockException if coroutines are parked and nothing can resume one of them; thrown
   *     once
   * @throws IllegalStateException if called by code that this carrier runs (CO216)
   */
  @Override
  public void close() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(ErrorCode.CARRIER_CLOSE_INSIDE.message(name()));
    }
    loop.closeToOutsiders();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    DeadlockException thrown = deadlock;
    if (thrown != null && deadlockThrown.compareAndSet(false, true)) {
      throw thrown;
    }
  }
}
