package dev.coro;

import dev.coro.internal.ErrorCode;
import dev.coro.rt.CarrierThread;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
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
  private final EventLoop loop;

  /** Zero when the loop has ended and everything is reported. */
  private final CountDownLatch ended = new CountDownLatch(1);

  /** The carrier's own thread; null for a guest. Set before anybody else sees the carrier. */
  private @Nullable Thread thread;

  /** Number of coroutines that were started from outside, for their names. */
  private final AtomicInteger started = new AtomicInteger();

  /** What ended the loop early. Written by the carrier's thread, read when that has ended. */
  private @Nullable DeadlockException deadlock;

  private final AtomicBoolean deadlockThrown = new AtomicBoolean();

  private Carrier(CarrierSettings settings) {
    loop = new EventLoop(settings);
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
    EventLoop loop = loopHere(settingsHere());
    return runMain(loop, loop.start("main", main));
  }

  /** As {@link #run(SuspendableCallable)}, for a task without a result. Never suspends. */
  public static void run(SuspendableRunnable main) {
    EventLoop loop = loopHere(settingsHere());
    runMain(loop, loop.start("main", main));
  }

  private static CarrierSettings settingsHere() {
    return CarrierSettings.named(Thread.currentThread().getName());
  }

  /**
   * As {@link #run(SuspendableCallable)}, with settings; their name is for messages only. Never
   * suspends.
   *
   * @param <T> type of the result
   */
  public static <T extends @Nullable Object> T run(
      CarrierSettings settings, SuspendableCallable<T> main) {
    EventLoop loop = loopHere(settings);
    return runMain(loop, loop.start("main", main));
  }

  /** As {@link #run(CarrierSettings, SuspendableCallable)}, without a result. Never suspends. */
  public static void run(CarrierSettings settings, SuspendableRunnable main) {
    EventLoop loop = loopHere(settings);
    runMain(loop, loop.start("main", main));
  }

  /** A loop for the calling thread, closed to others. */
  private static EventLoop loopHere(CarrierSettings settings) {
    ContinuationState innermost = CurrentContinuation.get();
    if (innermost != ContinuationState.NONE) {
      CoroutineContinuation current = CoroutineContinuation.enclosing(innermost);
      throw new IllegalStateException(
          ErrorCode.CARRIER_NESTED.message(
              current == null ? "a continuation" : current.coroutine.toString()));
    }
    EventLoop loop = new EventLoop(Objects.requireNonNull(settings, "settings"));
    loop.ownedBy(Thread.currentThread());
    loop.closeToOutsiders();
    return loop;
  }

  private static <T extends @Nullable Object> T runMain(EventLoop loop, Coroutine<T> main) {
    DeadlockException deadlock;
    Throwable failure;
    try {
      deadlock = runToEnd(loop);
    } finally {
      failure = main.isDone() ? main.failure() : null;
      loop.failures.reportAll();
    }
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
    return open(CarrierSettings.named(name));
  }

  /** As {@link #open(String)}, with settings. */
  public static Carrier open(CarrierSettings settings) {
    Carrier carrier = new Carrier(settings);
    CarrierThread thread = new CarrierThread(carrier::runLoop, settings.name());
    thread.setDaemon(false);
    carrier.loop.ownedBy(thread);
    carrier.thread = thread;
    thread.start();
    return carrier;
  }

  private void runLoop() {
    DeadlockException early = null;
    try {
      early = runToEnd(loop);
    } finally {
      ended(early);
    }
  }

  private void ended(@Nullable DeadlockException early) {
    deadlock = early;
    try {
      loop.failures.reportAll();
    } finally {
      ended.countDown();
    }
  }

  // ---- as a guest

  /**
   * Opens a carrier that has no thread, but runs as the guest of {@code host}: Swing's event
   * thread, an event loop of Netty, any executor that runs one task at a time, all of them on one
   * thread. The coroutines run in turns of a limited number of steps, between the other tasks of
   * the host.
   *
   * <p>If the host refuses tasks or stops before this carrier is closed, its coroutines do not go
   * on.
   *
   * @param name for messages
   */
  public static Carrier on(String name, Executor host) {
    return on(CarrierSettings.named(name), host);
  }

  /** As {@link #on(String, Executor)}, with settings. */
  public static Carrier on(CarrierSettings settings, Executor host) {
    Carrier carrier = new Carrier(settings);
    carrier.loop.guestOf(
        new GuestRounds(
            carrier.loop,
            Objects.requireNonNull(host, "host"),
            early -> carrier.ended(early instanceof DeadlockException d ? d : null)));
    return carrier;
  }

  // ---- using it

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
    CoroutineContinuation caller = CoroutineContinuation.enclosing(CurrentContinuation.get());
    if (caller != null && caller.loop == loop) {
      return loop.start(name, task);
    }
    return loop.offer(name != null ? name : "external-" + started.incrementAndGet(), task);
  }

  /**
   * Closes this carrier like {@link #close}, but cancels the coroutines that have not ended after
   * {@code grace}. Those that ignore cancellation or shield themselves still keep it waiting.
   *
   * @throws IllegalArgumentException if {@code grace} is negative (CO227)
   * @throws DeadlockException as {@link #close}
   */
  public void shutdown(Duration grace) {
    checkGrace(grace);
    long nanos = EventLoop.nanosOf(grace);
    loop.post(() -> loop.timers.add(new ShutdownTimer(loop, loop.nanoTime() + nanos)));
    close();
  }

  static void checkGrace(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException(ErrorCode.NEGATIVE.message("the grace period", grace));
    }
  }

  /** Refuses to be ended by code that would have to end first. */
  void checkOutside() {
    if (loop.isOwnedBy(Thread.currentThread())) {
      throw new IllegalStateException(ErrorCode.CARRIER_CLOSE_INSIDE.message(name()));
    }
  }

  /** Takes no more coroutines from outside, and does not wait for those that there are. */
  void refuseMore() {
    loop.closeToOutsiders();
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
    checkOutside();
    loop.closeToOutsiders();
    boolean interrupted = false;
    Thread own = thread;
    while (ended.getCount() > 0 || (own != null && own.isAlive())) {
      try {
        ended.await();
        if (own != null) {
          own.join();
        }
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
