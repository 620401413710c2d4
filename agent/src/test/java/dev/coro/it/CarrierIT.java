package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.DeadlockException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CarrierIT {
  /** Written by several threads. */
  private final List<Object> ran = new CopyOnWriteArrayList<>();

  private void report(String carrier, String coroutine, Throwable failure) {
    ran.add(carrier + "/" + coroutine + ": " + failure.getMessage());
  }

  // ---- run

  private CarrierSettings reporting(String name) {
    return CarrierSettings.named(name).withFailureHandler(this::report);
  }

  @Test
  void runEndsWithTheLastCoroutineNotWithMain() {
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                Coroutine.sleep(Duration.ofMillis(10));
                ran.add("other");
              });
          ran.add("main");
        });
    assertEquals(List.of("main", "other"), ran);
  }

  @Test
  void aFailureOfMainComesOutWhenTheOthersHaveEnded() {
    IOException thrown = new IOException("main");
    IOException caught =
        assertThrows(
            IOException.class,
            () ->
                Carrier.run(
                    reporting(Thread.currentThread().getName()),
                    () -> {
                      Coroutine.start(
                          () -> {
                            Coroutine.sleep(Duration.ofMillis(10));
                            ran.add("other");
                          });
                      Coroutine.yieldNow();
                      throw thrown;
                    }));
    assertSame(thrown, caught);
    assertEquals(List.of("other"), ran);
  }

  @Test
  void anUnjoinedFailureIsReportedOnceAndDoesNotComeOut() {
    int result =
        Carrier.<Integer>run(
            reporting(Thread.currentThread().getName()),
            () -> {
              Coroutine.start(
                  "bad",
                  () -> {
                    Coroutine.yieldNow();
                    throw new IOException("lost");
                  });
              return 1;
            });
    assertEquals(1, result);
    String carrier = Thread.currentThread().getName();
    assertEquals(List.of(carrier + "/bad: lost"), ran);
  }

  @Test
  void aFailureJoinedLateIsNotReported() {
    Carrier.run(
        reporting(Thread.currentThread().getName()),
        () -> {
          Coroutine<Void> bad =
              Coroutine.start(
                  () -> {
                    throw new IOException("late");
                  });
          Coroutine.sleep(Duration.ofMillis(5));
          assertTrue(bad.isDone());
          try {
            bad.join();
          } catch (Exception e) {
            ran.add("joined: " + e.getMessage());
          }
        });
    assertEquals(List.of("joined: late"), ran);
  }

  @Test
  void runInsideACoroutineOrContinuationIsRefused() {
    String message =
        Messages.of(
            assertThrows(
                IllegalStateException.class,
                () -> Carrier.run(() -> Carrier.run(() -> ran.add("nested")))));
    assertEquals(
        "[CO212] Carrier.run called inside coroutine 'main' (RUNNING): it would block every"
            + " coroutine of this thread until it ends. Start a coroutine with Coroutine.start and"
            + " join it.",
        message);
    Continuation c = new Continuation(() -> Carrier.run(() -> ran.add("nested")));
    assertThrows(IllegalStateException.class, c::resume);
    assertEquals(List.of(), ran);
  }

  @Test
  void aDeadlockNamesWhoWaitsForWhat() {
    AtomicReference<Coroutine<Void>> a = new AtomicReference<>();
    DeadlockException thrown =
        assertThrows(
            DeadlockException.class,
            () ->
                Carrier.run(
                    () -> {
                      Coroutine<Void> b = Coroutine.start("b", () -> a.get().join());
                      a.set(Coroutine.start("a", () -> b.join()));
                    }));
    String carrier = Thread.currentThread().getName();
    assertEquals(
        "[CO214] deadlock on carrier '"
            + carrier
            + "': all of its coroutines, 2, are parked, and nothing that runs, no timer and no other"
            + " thread could resume one of them. Let something they wait for happen.\n"
            + "  'b' PARKED, waits for join() of 'a'; could be woken by the end of 'a'\n"
            + "    at dev.coro.it.CarrierIT.lambda()\n"
            + "  'a' PARKED, waits for join() of 'b'; could be woken by the end of 'b'\n"
            + "    at dev.coro.it.CarrierIT.lambda()\n",
        thrown.getMessage().replaceAll("lambda\\$\\w+\\$\\d+\\(.*\\)", "lambda()"));
    assertEquals(Coroutine.State.FAILED, a.get().state());
    assertSame(thrown, assertThrows(DeadlockException.class, a.get()::join));
  }

  @Test
  void anInterruptNeitherEndsASleepNorIsLost() {
    long start = System.nanoTime();
    Thread.currentThread().interrupt();
    Carrier.run(() -> Coroutine.sleep(Duration.ofMillis(50)));
    assertTrue(Thread.interrupted());
    assertTrue(System.nanoTime() - start >= 50_000_000);
  }

  // ---- open

  @Test
  void startsFromManyThreadsAllRunOnTheCarriersThread() throws InterruptedException {
    AtomicInteger count = new AtomicInteger();
    AtomicReference<Thread> carrierThread = new AtomicReference<>();
    try (Carrier carrier = Carrier.open("shared")) {
      carrier.start(() -> carrierThread.set(Thread.currentThread())).join();
      Thread[] starters = new Thread[4];
      for (int i = 0; i < starters.length; i++) {
        starters[i] =
            new Thread(
                () -> {
                  for (int j = 0; j < 1000; j++) {
                    carrier.start(
                        () -> {
                          Coroutine.yieldNow();
                          assertSame(carrierThread.get(), Thread.currentThread());
                          count.incrementAndGet();
                        });
                  }
                });
        starters[i].start();
      }
      for (Thread starter : starters) {
        starter.join();
      }
    }
    assertEquals(4000, count.get());
    assertEquals("shared", carrierThread.get().getName());
    assertFalse(carrierThread.get().isAlive());
  }

  @Test
  void aThreadJoinsByBlocking() {
    try (Carrier carrier = Carrier.open("joined")) {
      Coroutine<Integer> answer =
          carrier.start(
              () -> {
                Coroutine.sleep(Duration.ofMillis(20));
                return 42;
              });
      assertEquals(42, answer.join());
      IOException thrown = new IOException("task");
      Coroutine<Void> failing =
          carrier.start(
              () -> {
                throw thrown;
              });
      assertSame(thrown, assertThrows(IOException.class, failing::join));
    }
  }

  @Test
  void aCoroutineJoinsOneOfAnotherCarrier() {
    try (Carrier carrier = Carrier.open("other")) {
      int result =
          Carrier.<Integer>run(
              () -> {
                Coroutine<Integer> remote =
                    carrier.start(
                        () -> {
                          Coroutine.sleep(Duration.ofMillis(20));
                          return 42;
                        });
                Coroutine.start(() -> ran.add("meanwhile"));
                int answer = remote.join();
                ran.add("joined");
                return answer;
              });
      assertEquals(42, result);
      assertEquals(List.of("meanwhile", "joined"), ran);
    }
  }

  @Test
  void manyJoinsAcrossCarriersLoseNoWakeUp() {
    try (Carrier left = Carrier.open("left");
        Carrier right = Carrier.open("right")) {
      Coroutine<Integer> pings =
          left.start(
              () -> {
                int sum = 0;
                for (int i = 0; i < 5000; i++) {
                  int number = i;
                  sum += right.start(() -> number).join();
                }
                return sum;
              });
      assertEquals(5000 * 4999 / 2, pings.join());
    }
  }

  @Test
  void aClosedCarrierRefusesAndHasFinishedItsWork() {
    Carrier carrier = Carrier.open("closed");
    carrier.start(
        () -> {
          Coroutine.sleep(Duration.ofMillis(20));
          Coroutine.start(() -> ran.add("child"));
        });
    carrier.close();
    carrier.close();
    assertEquals(List.of("child"), ran);
    assertEquals(
        "[CO211] carrier 'closed' was offered a coroutine after it was closed: nobody would run it."
            + " Start coroutines before close().",
        Messages.of(
            assertThrows(IllegalStateException.class, () -> carrier.start(() -> ran.add("late")))));
  }

  @Test
  @SuppressWarnings("try") // closes the carrier where that is wrong
  void closeByACoroutineOfTheCarrierIsRefused() {
    try (Carrier carrier = Carrier.open("self")) {
      Coroutine<Void> closer = carrier.start(() -> carrier.close());
      assertEquals(
          "[CO216] close() of carrier 'self' called by code that it runs: it would wait for its own"
              + " end forever. Close it from another thread.",
          Messages.of(assertThrows(IllegalStateException.class, closer::join)));
    }
  }

  @Test
  void closeReportsUnjoinedFailuresAndDeadlocks() {
    Carrier carrier = Carrier.open(reporting("dead"));
    carrier.start(
        "bad",
        () -> {
          throw new IOException("lost");
        });
    Coroutine<Void> b =
        carrier.start(
            "b",
            () -> {
              Coroutine<?> self = Coroutine.current();
              Coroutine.start("c", () -> self.join()).join();
            });
    DeadlockException thrown = assertThrows(DeadlockException.class, carrier::close);
    carrier.close();
    assertTrue(
        thrown.getMessage().contains("'b' PARKED, waits for join() of 'c'"), thrown::getMessage);
    assertTrue(ran.contains("dead/bad: lost"), ran::toString);
    assertSame(thrown, assertThrows(DeadlockException.class, b::join));
  }

  @Test
  void aFailureThatNobodyCanJoinIsReportedBeforeTheEnd() {
    try (Carrier carrier = Carrier.open(reporting("long"))) {
      carrier.start(
          "dropped",
          () -> {
            throw new IOException("lost");
          });
      // The time limit of the class ends this if the report never comes.
      while (ran.isEmpty()) {
        System.gc();
        carrier.start(() -> {}).join();
      }
      assertEquals(List.of("long/dropped: lost"), ran);
    }
    assertEquals(List.of("long/dropped: lost"), ran);
  }

  @Test
  void anIdleCarrierUsesNearlyNoProcessor() throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    AtomicReference<Thread> thread = new AtomicReference<>();
    try (Carrier carrier = Carrier.open("idle")) {
      carrier.start(() -> thread.set(Thread.currentThread())).join();
      CountDownLatch warm = new CountDownLatch(1);
      carrier.start(
          () -> {
            // Loads what a sleep needs, which costs more than waiting should.
            Coroutine.sleep(Duration.ofMillis(1));
            warm.countDown();
            Coroutine.sleep(Duration.ofMillis(600));
          });
      warm.await();
      long before = threads.getThreadCpuTime(thread.get().getId());
      Thread.sleep(150);
      // An interrupt must not turn waiting into spinning.
      thread.get().interrupt();
      Thread.sleep(150);
      long millis = (threads.getThreadCpuTime(thread.get().getId()) - before) / 1_000_000;
      assertTrue(millis < 75, () -> "used " + millis + " ms of 300");
    }
  }
}
