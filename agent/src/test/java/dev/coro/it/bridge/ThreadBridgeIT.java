package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import dev.coro.testing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Thread}'s blocking methods in coroutines, beside what they do in plain threads. */
@Timeout(30)
class ThreadBridgeIT {
  @Test
  void sleepersOfOneCarrierSleepAtTheSameTime() {
    List<Integer> woken = new ArrayList<>();
    Simulation.withSeed(1)
        .run(
            () -> {
              for (int i = 5; i > 0; i--) {
                int ticks = i;
                Coroutine.start(
                    () -> {
                      Thread.sleep(ticks * 20L);
                      woken.add(ticks);
                    });
              }
              Thread.sleep(1_000); // all of it virtual
            });
    assertEquals(List.of(1, 2, 3, 4, 5), woken);
  }

  @Test
  void sleepIsVirtualWhereTimeIs() {
    long start = System.nanoTime();
    Simulation.withSeed(1)
        .run(
            () -> {
              Thread.sleep(86_400_000);
              Thread.sleep(86_400_000, 1);
              TimeUnit.DAYS.sleep(400);
            });
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20));
  }

  @Test
  void wrongTimesAreRefusedAsByTheOriginal() {
    assertThrows(IllegalArgumentException.class, ThreadBridgeIT::sleepNegative);
    Carrier.run(
        () -> {
          assertThrows(IllegalArgumentException.class, ThreadBridgeIT::sleepNegative);
        });
  }

  @Suspendable
  static void sleepNegative() throws InterruptedException {
    Thread.sleep(-1);
  }

  @Test
  void anInterruptedThreadIsToldSo() {
    Carrier.run(
        () -> {
          Thread.currentThread().interrupt();
          try {
            Thread.sleep(1);
            throw new AssertionError("slept");
          } catch (InterruptedException e) {
            assertFalse(Thread.currentThread().isInterrupted());
          }
        });
  }

  @Test
  void aSleepIsACancellationPoint() {
    Carrier.run(() -> assertFalse(CancelScope.moveOnAfter(Duration.ofMillis(5), this::sleepLong)));
  }

  @Suspendable
  void sleepLong() throws InterruptedException {
    Thread.sleep(Duration.ofDays(1).toMillis());
  }

  @Test
  void joinWaitsForAThreadAndNotTheCarrier() {
    AtomicBoolean go = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (!go.get()) {
                Thread.onSpinWait();
              }
            });
    other.setDaemon(true);
    other.start();
    Carrier.run(
        () -> {
          var joiner =
              Coroutine.start(
                  () -> {
                    other.join();
                    return "joined";
                  });
          Coroutine.yieldNow();
          other.join(1);
          assertTrue(other.isAlive());
          assertFalse(CancelScope.moveOnAfter(Duration.ofMillis(5), () -> other.join()));
          go.set(true);
          assertEquals("joined", joiner.join());
        });
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck")
  void aSpinningCoroutineLetsOthersRunWhereItYields() {
    boolean[] done = new boolean[1];
    Carrier.run(
        () -> {
          Coroutine.start(() -> done[0] = true);
          while (!done[0]) {
            Thread.yield();
          }
        });
    assertTrue(done[0]);
  }

  @Test
  void outsideOfCoroutinesTheThreadSleeps() throws InterruptedException {
    long start = System.nanoTime();
    sleepShortly();
    Generator<Integer> generator =
        Generator.of(
            out -> {
              sleepShortly();
              out.yield(1);
            });
    assertEquals(1, generator.iterator().next());
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(10));
  }

  @Suspendable
  static void sleepShortly() throws InterruptedException {
    Thread.sleep(5);
  }

  @Test
  void aReferenceToABlockingMethodSuspendsToo() {
    Thread ended = new Thread(() -> {});
    ended.start();
    Carrier.run(
        () -> {
          SuspendableRunnable joining = ended::join;
          SuspendableRunnable yielding = Thread::yield;
          Coroutine.start(joining).join();
          Coroutine.start(yielding).join();
        });
  }

  @Test
  void whatCannotBeSuspendedBlocksAsBefore() {
    Carrier.run(() -> IntStream.range(0, 2).forEach(i -> assertTrue(sleepsPlainly())));
  }

  @Suspendable
  static boolean sleepsPlainly() {
    try {
      Thread.sleep(1);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
