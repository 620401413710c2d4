package dev.coro.rt;

import dev.coro.Continuation;
import dev.coro.SuspendableRunnable;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Forced suspensions for the agent's option {@code torture}: the program's {@code main} runs in a
 * continuation, and {@link #point}, which the agent puts in front of calls, suspends it at random.
 *
 * <p>One continuation is tortured. Threads that the program starts run as plain Java.
 */
public final class Torture {
  private static volatile @Nullable Torture run;

  private final SplittableRandom random;
  private final double rate;
  private final boolean threads;
  private boolean begun;

  /** Points to pass until the next suspension. */
  private long gap;

  // Only the continuation writes; what others read may be a little old.
  private long points;
  private long suspensions;
  private long pinned;

  private Torture(long seed, double rate, boolean threads) {
    this.random = new SplittableRandom(seed);
    this.rate = rate;
    this.threads = threads;
    this.gap = nextGap();
  }

  /**
   * What has happened so far.
   *
   * @param points points reached in the continuation
   * @param suspensions how many of them suspended
   * @param pinned how many were chosen, but an activation was in the way that cannot be saved
   */
  public record Counts(long points, long suspensions, long pinned) {}

  /**
   * From now on, the next call of {@link #takesOver} begins the torture.
   *
   * @param rate how probable it is that a point suspends; more than 0, at most 1
   * @param threads whether two threads run the program in turn, from suspension to suspension
   */
  public static void prepare(long seed, double rate, boolean threads) {
    run = new Torture(seed, rate, threads);
    Preemption.request(); // For good: points of preemptible code are points of the torture.
  }

  /** What has happened so far; from any thread. */
  public static Counts counts() {
    Torture current = run;
    return current == null
        ? new Counts(0, 0, 0)
        : new Counts(current.points, current.suspensions, current.pinned);
  }

  /** Suspends the whole stack if it is chosen at random, and can be saved. */
  public static void point() {
    ContinuationState continuation = CurrentContinuation.get();
    if (continuation != ContinuationState.NONE) {
      Torture current = run;
      if (current != null) {
        current.passPoint(continuation);
      }
    }
  }

  private void passPoint(ContinuationState continuation) {
    points++;
    gap--;
    if (gap > 0) {
      return;
    }
    gap = nextGap();
    if (continuation.trySuspend()) {
      suspensions++;
    } else {
      pinned++;
    }
  }

  /** How many points there are up to the next that is chosen: geometrically distributed. */
  private long nextGap() {
    return rate >= 1 ? 1 : 1 + (long) (Math.log1p(-random.nextDouble()) / Math.log1p(-rate));
  }

  // ---- the program

  /**
   * Called at the beginning of {@code main}: the first time it runs all of {@code main} in a
   * continuation. What the program throws comes out.
   *
   * @return whether it has done so, and the caller must return at once
   */
  public static boolean takesOver(Lookup main, String[] arguments) throws Throwable {
    Torture current = run;
    if (current == null || current.begun) {
      return false;
    }
    current.begun = true;
    current.drive(new Continuation(program(main, arguments)));
    return true;
  }

  /** A lambda, so that nothing that cannot be saved stands between it and {@code main}. */
  private static SuspendableRunnable program(Lookup main, String[] arguments) throws Throwable {
    MethodType type = MethodType.methodType(void.class, String[].class);
    MethodHandle target = main.findStatic(main.lookupClass(), "main", type);
    MethodType factory = MethodType.methodType(SuspendableRunnable.class, String[].class);
    MethodType erased = MethodType.methodType(void.class);
    return (SuspendableRunnable)
        LambdaMetafactory.metafactory(main, "run", factory, erased, target, erased)
            .getTarget()
            .invoke(arguments);
  }

  private void drive(Continuation program) throws Throwable {
    if (!threads) {
      while (program.resume()) {}
      return;
    }
    ExecutorService other =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "torture");
              thread.setDaemon(true);
              return thread;
            });
    boolean mine = true;
    while (mine ? program.resume() : resumeOn(other, program)) {
      mine = !mine;
    }
  }

  private static boolean resumeOn(ExecutorService other, Continuation program) throws Throwable {
    try {
      return other.submit(program::resume).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
