package dev.coro.bridge;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.rt.BridgeGate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Bridges of {@link Thread} and {@link TimeUnit}. */
public final class Threads {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Threads() {}

  /** {@link Thread#sleep(long)}. */
  @Suspendable
  public static void sleep(long millis) throws InterruptedException {
    if (millis < 0 || Waits.isPlainOrInterrupted(Thread.class, "Thread.sleep(...)")) {
      Thread.sleep(millis);
    } else {
      Coroutine.sleep(Duration.ofMillis(millis));
    }
  }

  /** {@link Thread#sleep(long, int)}. */
  @Suspendable
  public static void sleep(long millis, int nanos) throws InterruptedException {
    if (millis < 0
        || nanos < 0
        || nanos >= NANOS_PER_MILLI
        || Waits.isPlainOrInterrupted(Thread.class, "Thread.sleep(...)")) {
      Thread.sleep(millis, nanos);
    } else {
      Coroutine.sleep(Duration.ofMillis(millis).plusNanos(nanos));
    }
  }

  /** {@code Thread.sleep(Duration)}, which JDK 19 has. */
  @Suspendable
  public static void sleep(Duration duration) throws InterruptedException {
    if (duration.isNegative()) {
      return;
    }
    if (Waits.isPlainOrInterrupted(Thread.class, "Thread.sleep(...)")) {
      long nanos = TimeUnit.NANOSECONDS.convert(duration);
      Thread.sleep(nanos / NANOS_PER_MILLI, (int) (nanos % NANOS_PER_MILLI));
    } else {
      Coroutine.sleep(duration);
    }
  }

  /** {@link TimeUnit#sleep}. */
  @Suspendable
  public static void sleep(TimeUnit unit, long timeout) throws InterruptedException {
    if (timeout <= 0 || Waits.isPlainOrInterrupted(unit, "TimeUnit.sleep(...)")) {
      unit.sleep(timeout);
    } else {
      Coroutine.sleep(Duration.ofNanos(unit.toNanos(timeout)));
    }
  }

  /** {@link Thread#yield}. */
  @Suspendable
  @SuppressWarnings({"ThreadPriorityCheck", "NamedLikeContextualKeyword"}) // as in Thread
  public static void yield() {
    if (BridgeGate.ask() == BridgeGate.Answer.OPEN) {
      Coroutine.yieldNow();
    } else {
      Thread.yield(); // Which blocks nobody, so that there is nothing to report.
    }
  }

  /** {@link Thread#join()}. */
  @Suspendable
  public static void join(Thread thread) throws InterruptedException {
    join(thread, 0);
  }

  /** {@link Thread#join(long)}. */
  @Suspendable
  public static void join(Thread thread, long millis) throws InterruptedException {
    join(thread, millis, 0);
  }

  /** {@link Thread#join(long, int)}. */
  @Suspendable
  public static void join(Thread thread, long millis, int nanos) throws InterruptedException {
    if (millis < 0
        || nanos < 0
        || nanos >= NANOS_PER_MILLI
        || Waits.isPlainOrInterrupted(thread, "Thread.join(...)")) {
      thread.join(millis, nanos);
      return;
    }
    Coroutine.checkCancelled();
    if (thread.isAlive()) {
      Waits.THREADS.submit(
          () -> {
            thread.join(millis, nanos);
            return true;
          });
    }
  }

  /** {@code Thread.join(Duration)}, which JDK 19 has. */
  @Suspendable
  public static boolean join(Thread thread, Duration duration) throws InterruptedException {
    if (thread.getState() == Thread.State.NEW) {
      throw new IllegalThreadStateException("Thread not started");
    }
    long nanos = TimeUnit.NANOSECONDS.convert(duration);
    if (nanos > 0) {
      join(thread, nanos / NANOS_PER_MILLI, (int) (nanos % NANOS_PER_MILLI));
    }
    return thread.getState() == Thread.State.TERMINATED;
  }
}
