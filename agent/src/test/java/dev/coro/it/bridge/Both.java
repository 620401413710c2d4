package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import java.time.Duration;
import java.util.concurrent.FutureTask;

/** Runs blocking code in a plain thread and in a coroutine, and compares how it ends. */
final class Both {
  private Both() {}

  /** How the task ends: its result, or class and message of what it throws. */
  @Suspendable
  static String outcome(SuspendableCallable<?> task) {
    try {
      return "returned " + task.call();
    } catch (Throwable t) {
      return t.getClass().getName()
          + (t.getCause() == null ? "" : " of " + t.getCause().getClass().getName());
    }
  }

  /** The outcome, which is the same in a thread and in a coroutine. */
  static String same(SuspendableCallable<?> task) {
    String inThread = inThread(task);
    String inCoroutine = Carrier.run(() -> outcome(task));
    assertEquals(inThread, inCoroutine, "in a coroutine");
    return inThread;
  }

  /** As above; the thread has been interrupted before. */
  static String sameInterrupted(SuspendableCallable<?> task) {
    SuspendableCallable<String> interrupted =
        () -> {
          Thread.currentThread().interrupt();
          String outcome = outcome(task);
          return outcome + " " + Thread.interrupted();
        };
    return same(interrupted);
  }

  private static String inThread(SuspendableCallable<?> task) {
    FutureTask<String> plain = new FutureTask<>(() -> outcome(task));
    Thread thread = new Thread(plain);
    thread.setDaemon(true);
    thread.start();
    try {
      return plain.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A coroutine waits in {@code wait} until another one of its carrier has run {@code release}: the
   * carrier is not blocked. Returns what the first one gets.
   */
  static <T> T meanwhile(SuspendableCallable<T> wait, SuspendableCallable<?> release) {
    return Carrier.run(
        () -> {
          var waiter = Coroutine.start(wait);
          for (int i = 0; i < 3; i++) {
            Coroutine.yieldNow();
          }
          Coroutine.sleep(Duration.ofMillis(2));
          assertFalse(waiter.isDone(), "it waits");
          release.call();
          return waiter.join();
        });
  }

  /** A wait that nobody ends is ended by cancellation. */
  static void cancelled(SuspendableCallable<?> wait) {
    Carrier.run(
        () -> {
          boolean ended =
              CancelScope.moveOnAfter(Duration.ofMillis(5), () -> System.out.print(wait.call()));
          assertFalse(ended, "it was cancelled");
          assertTrue(Coroutine.current().state() == Coroutine.State.RUNNING);
        });
  }
}
