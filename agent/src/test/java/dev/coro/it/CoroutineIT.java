package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.Coroutine.State;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CoroutineIT {
  private final List<Object> ran = new ArrayList<>();

  @Suspendable
  private void steps(String name, int count) {
    for (int i = 0; i < count; i++) {
      ran.add(name + i);
      Coroutine.yieldNow();
    }
  }

  @Test
  void coroutinesTakeTurnsInOrder() {
    Carrier.run(
        () -> {
          Coroutine.start(() -> steps("a", 3));
          Coroutine.start(() -> steps("b", 2));
          ran.add("main");
        });
    assertEquals(List.of("main", "a0", "b0", "a1", "b1", "a2"), ran);
  }

  @Test
  void joinGivesTheResultBeforeAndAfterTheEnd() {
    int sum =
        Carrier.<Integer>run(
            () -> {
              Coroutine<Integer> a =
                  Coroutine.start(
                      () -> {
                        steps("a", 2);
                        return 1;
                      });
              int waited = a.join();
              assertTrue(a.isDone());
              return 10 * waited + a.join();
            });
    assertEquals(11, sum);
  }

  @Test
  void joinersGoOnInTheOrderInWhichTheyJoined() {
    Carrier.run(
        () -> {
          Coroutine<Void> target = Coroutine.start(() -> steps("t", 5));
          for (int i = 0; i < 4; i++) {
            String name = "joiner" + i;
            Coroutine.start(
                () -> {
                  target.join();
                  ran.add(name);
                });
          }
        });
    assertEquals(
        List.of("t0", "t1", "t2", "t3", "t4", "joiner0", "joiner1", "joiner2", "joiner3"), ran);
  }

  @Test
  void joinThrowsTheVeryThrowable() {
    IOException thrown = new IOException("task");
    Carrier.run(
        CarrierSettings.named("main")
            .withFailureHandler((carrier, coroutine, failure) -> ran.add(failure)),
        () -> {
          Coroutine<Integer> failing =
              Coroutine.start(
                  () -> {
                    Coroutine.yieldNow();
                    throw thrown;
                  });
          assertSame(thrown, joinFailing(failing));
          assertSame(thrown, joinFailing(failing));
          assertEquals(State.FAILED, failing.state());
        });
    assertEquals(List.of(), ran, "joined, so not reported");
  }

  @Suspendable
  private static Throwable joinFailing(Coroutine<?> failing) {
    try {
      failing.join();
    } catch (Throwable t) {
      return t;
    }
    throw new AssertionError("join() returned");
  }

  @Test
  void joinOfItselfIsRefused() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class, () -> Carrier.run(() -> Coroutine.current().join()));
    assertEquals(
        "[CO207] coroutine 'main' (RUNNING) joins itself: it would wait for its own end forever."
            + " Join it from another coroutine.",
        thrown.getMessage());
  }

  @Test
  void operationsOutsideOfACoroutineAreRefused() {
    assertEquals(outside("Coroutine.yield()", "yieldAlone()"), refusal(this::yieldAlone));
    assertEquals(outside("Coroutine.yieldNow()", "yieldNowAlone()"), refusal(this::yieldNowAlone));
    assertEquals(outside("Coroutine.sleep(...)", "sleepAlone()"), refusal(this::sleepAlone));
    assertEquals(outside("Coroutine.start(...)", "startAlone()"), refusal(this::startAlone));
    assertEquals(outside("Coroutine.current()", "currentAlone()"), refusal(this::currentAlone));
  }

  private static String outside(String operation, String method) {
    return "[CO201] "
        + operation
        + " called outside of a coroutine, in dev.coro.it.CoroutineIT#"
        + method
        + " at CoroutineIT.java:N: nothing there could resume it. Call it from code that runs"
        + " inside one, for example through Carrier.run(...).";
  }

  private static String refusal(org.junit.jupiter.api.function.Executable operation) {
    return Messages.of(assertThrows(NotSuspendableException.class, operation));
  }

  @Suspendable
  private void yieldAlone() {
    Coroutine.yield();
  }

  @Suspendable
  private void yieldNowAlone() {
    Coroutine.yieldNow();
  }

  @Suspendable
  private void sleepAlone() {
    Coroutine.sleep(Duration.ofMillis(1));
  }

  private void startAlone() {
    Coroutine.start(() -> ran.add("started"));
  }

  private void currentAlone() {
    ran.add(Coroutine.current());
  }

  @Test
  void statesFollowTheLife() {
    Carrier.run(
        () -> {
          Coroutine<Void> target = Coroutine.start("target", () -> steps("t", 1));
          Coroutine<Void> sleeper = Coroutine.start(() -> Coroutine.sleep(Duration.ofMillis(5)));
          assertEquals("target", target.name());
          assertEquals("coroutine-1", sleeper.name());
          assertEquals(State.READY, target.state());
          Coroutine.yieldNow();
          assertEquals(State.READY, target.state());
          assertEquals(State.PARKED, sleeper.state());
          assertEquals(State.RUNNING, Coroutine.current().state());
          Coroutine.yieldNow();
          assertEquals(State.DONE, target.state());
          sleeper.join();
          assertEquals(State.DONE, sleeper.state());
          assertEquals("coroutine 'target' (DONE)", target.toString());
        });
  }

  @Test
  void sleepersWakeByDeadlineAndNotTooEarly() {
    long start = System.nanoTime();
    Carrier.run(
        () -> {
          for (int millis : new int[] {30, 10, 20}) {
            Coroutine.start(
                () -> {
                  Coroutine.sleep(Duration.ofMillis(millis));
                  assertTrue(System.nanoTime() - start >= millis * 1_000_000L);
                  ran.add(millis);
                });
          }
        });
    assertEquals(List.of(10, 20, 30), ran);
  }

  @Test
  void aThousandSleepsTakeAboutOne() {
    long start = System.nanoTime();
    Carrier.run(
        () -> {
          for (int i = 0; i < 1000; i++) {
            int number = i;
            Coroutine.start(
                () -> {
                  Coroutine.sleep(Duration.ofMillis(100));
                  ran.add(number);
                });
          }
        });
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertEquals(1000, ran.size());
    assertTrue(millis >= 100 && millis < 50_000, () -> "took " + millis + " ms, not 100,000");
  }

  @Test
  void aSleepOfZeroLetsTheOthersRun() {
    Carrier.run(
        () -> {
          Coroutine.start(() -> ran.add("other"));
          Coroutine.sleep(Duration.ZERO);
          ran.add("main");
        });
    assertEquals(List.of("other", "main"), ran);
  }

  @Test
  void theLongestSleepDoesNotOverflow() throws InterruptedException {
    // Nothing ends that sleep, so its carrier is given up: a daemon thread.
    AtomicReference<Coroutine<?>> sleeper = new AtomicReference<>();
    CountDownLatch slept = new CountDownLatch(1);
    Thread carrier =
        new Thread(
            () ->
                Carrier.run(
                    () -> {
                      sleeper.set(
                          Coroutine.start(
                              () -> Coroutine.sleep(Duration.ofSeconds(Long.MAX_VALUE))));
                      Coroutine.sleep(Duration.ofMillis(10));
                      slept.countDown();
                    }));
    carrier.setDaemon(true);
    carrier.start();
    slept.await();
    assertEquals(State.PARKED, sleeper.get().state());
  }

  @Test
  void aMillionYieldsAllocateNothing() {
    Allocation.assumeNotVerifying();
    long allocated =
        Carrier.<Long>run(
            () -> {
              Coroutine.start(() -> yieldTimes(1_020_000));
              yieldTimes(10_000);
              long before = Allocation.ofThisThread();
              yieldTimes(1_000_000);
              return Allocation.ofThisThread() - before;
            });
    assertTrue(allocated < 100_000, () -> "allocated " + allocated + " bytes");
  }

  @Suspendable
  private static void yieldTimes(int times) {
    for (int i = 0; i < times; i++) {
      Coroutine.yield();
    }
  }
}
