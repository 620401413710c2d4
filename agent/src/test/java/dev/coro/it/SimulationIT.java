package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Blocking;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.DeadlockException;
import dev.coro.Select;
import dev.coro.SuspendableConsumer;
import dev.coro.testing.NondeterminismError;
import dev.coro.testing.SeededRandom;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import dev.coro.testing.SimulationError;
import dev.coro.testing.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on virtual time, in seeded order. */
@Timeout(60)
class SimulationIT {
  private static final Duration YEAR = Duration.ofDays(365);

  private static Simulation seed(long seed) {
    return Simulation.withSeed(seed);
  }

  @Test
  void aYearOfSleepRunsAtOnce() {
    Simulation.Report report =
        seed(1)
            .run(
                context -> {
                  Coroutine.sleep(YEAR);
                  assertEquals(YEAR, context.time().elapsed());
                  assertEquals(
                      Instant.parse("2000-12-31T00:00:00Z"), context.time().clock().instant());
                });
    assertEquals(YEAR, report.duration());
    assertEquals(2, report.trace().steps());
    assertEquals("step 2 at PT8760H: 'main', 1 of 1 ready", report.trace().row(2));
  }

  /** Three coroutines, and a select that is fair by random numbers. */
  private static SuspendableConsumer<SimulationContext> mixture(List<Object> ran) {
    return context -> {
      List<Coroutine<?>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int number = i;
        all.add(
            Coroutine.start(
                () -> {
                  for (int j = 0; j < 4; j++) {
                    ran.add(number);
                    Coroutine.sleep(Duration.ofMillis(context.random().nextInt(3)));
                  }
                }));
      }
      Channel<String> a = Channel.buffered(1);
      Channel<String> b = Channel.buffered(1);
      a.send("a");
      b.send("b");
      ran.add(Select.<String>of().onReceive(a, v -> v).onReceive(b, v -> v).run());
      for (Coroutine<?> coroutine : all) {
        coroutine.join();
      }
    };
  }

  @Test
  void theSameSeedGivesTheSameTraceAndOthersGiveOthers() {
    List<Object> first = new ArrayList<>();
    List<Object> second = new ArrayList<>();
    List<Object> other = new ArrayList<>();
    var one = seed(7).run(mixture(first)).trace();
    var two = seed(7).run(mixture(second)).trace();
    var three = seed(8).run(mixture(other)).trace();
    assertEquals(first, second);
    assertTrue(one.sameAs(two));
    assertEquals(0, one.firstDifference(two));
    assertNotEquals(one.digest(), three.digest());
    assertTrue(one.firstDifference(three) > 0);
  }

  /** The numbers are fixed, so that every JDK has to come to the same. */
  @Test
  void everyJdkGivesTheSameTrace() {
    assertEquals(
        GOLDEN, Long.toHexString(seed(42).run(mixture(new ArrayList<>())).trace().digest()));
    SeededRandom random = new SeededRandom(1234567);
    // The reference values of SplitMix64 for this seed.
    assertEquals(6457827717110365317L, random.nextLong());
    assertEquals(3203168211198807973L, random.nextLong());
    assertEquals(
        "CO239", code(assertThrows(IllegalArgumentException.class, () -> random.nextInt(0))));
  }

  private static final String GOLDEN = "c701fa7ca22671c8";

  @Test
  void aTraceIsReplayedAndAnotherProgramIsNoticed() {
    List<Object> ran = new ArrayList<>();
    List<Object> again = new ArrayList<>();
    var trace = seed(3).run(mixture(ran)).trace();
    Simulation replay = seed(3).withStrategy(Strategy.replay(trace));
    assertTrue(replay.run(mixture(again)).trace().sameAs(trace));
    assertEquals(ran, again);
    var error =
        assertThrows(NondeterminismError.class, () -> replay.run(() -> Coroutine.sleep(YEAR)));
    assertEquals("CO247", code(error));
    assertEquals(2, error.step());
  }

  @Test
  void coroutinesThatAreLeftOverFailTheRunUnlessAllowed() {
    SuspendableConsumer<SimulationContext> leaks =
        context -> Coroutine.start("sleeper", () -> Coroutine.sleep(YEAR));
    var error = assertThrows(SimulationError.class, () -> seed(1).run(leaks));
    assertEquals("CO242", code(error));
    assertTrue(error.getMessage().contains("['sleeper']"), error.getMessage());
    assertEquals(YEAR, seed(1).withLeftovers(true).run(leaks).duration());
    seed(1).run(() -> Coroutine.start(() -> Coroutine.yieldNow())); // It needs no time.
  }

  @Test
  void aFailureThatNobodyJoinedFailsTheRun() {
    Exception lost = new Exception("lost");
    var error =
        assertThrows(
            SimulationError.class,
            () ->
                seed(1)
                    .run(
                        () ->
                            Coroutine.start(
                                "bad",
                                () -> {
                                  throw lost;
                                })));
    assertEquals("CO243", code(error));
    assertSame(lost, error.getCause());
  }

  @Test
  void noFailureIsLost() {
    Exception fromBody = new Exception("from the body");
    var thrown =
        assertThrows(
            Exception.class,
            () ->
                seed(1)
                    .run(
                        () -> {
                          Coroutine.start(() -> Coroutine.sleep(YEAR));
                          Coroutine.start(
                              () -> {
                                throw new Exception("unjoined");
                              });
                          throw fromBody;
                        }));
    assertSame(fromBody, thrown);
    assertEquals("CO242", code(thrown.getSuppressed()[0]));
    assertEquals("CO243", code(thrown.getSuppressed()[1]));
  }

  @Test
  void yieldingForEverIsNoticed() {
    Simulation strict = seed(1).withMostSteps(1000);
    var error =
        assertThrows(
            SimulationError.class,
            () ->
                strict.run(
                    () -> {
                      var sleeper = Coroutine.start(() -> Coroutine.sleep(YEAR));
                      while (!sleeper.isDone()) {
                        Coroutine.yieldNow();
                      }
                    }));
    assertEquals("CO244", code(error));
    assertEquals(
        "CO239",
        code(assertThrows(IllegalArgumentException.class, () -> seed(1).withMostSteps(0))));
  }

  @Test
  void aRunThatBlocksItsThreadEndsByTheTimeoutWithItsStack() {
    CountDownLatch never = new CountDownLatch(1);
    Simulation limited = seed(1).withTimeout(Duration.ofMillis(50));
    var error = assertThrows(SimulationError.class, () -> limited.run(() -> blockFor(never)));
    assertEquals("CO245", code(error));
    assertTrue(error.getMessage().contains("SimulationIT.blockFor"), error.getMessage());
    assertEquals(YEAR, seed(1).withTimeout(YEAR).run(() -> Coroutine.sleep(YEAR)).duration());
    assertEquals(
        "CO227",
        code(
            assertThrows(
                IllegalArgumentException.class,
                () -> seed(1).withTimeout(Duration.ofSeconds(-1)))));
  }

  private static void blockFor(CountDownLatch latch) throws InterruptedException {
    latch.await();
  }

  @Test
  void aDeadlockIsReportedAsEverywhere() {
    assertThrows(DeadlockException.class, () -> seed(1).run(() -> Channel.rendezvous().receive()));
  }

  @Test
  void timeDoesNotJumpWhileAnotherThreadIsAtWork() {
    CountDownLatch slept = new CountDownLatch(1);
    seed(1)
        .run(
            context -> {
              var sleeper =
                  Coroutine.start(
                      () -> {
                        Coroutine.sleep(Duration.ofMillis(20));
                        slept.countDown();
                      });
              long began = System.nanoTime();
              // Without any virtual time this would never end, and it takes real time.
              Blocking.call(
                  () -> {
                    slept.await();
                    return null;
                  });
              assertTrue(System.nanoTime() - began >= 20_000_000);
              sleeper.join();
              assertEquals(Duration.ofMillis(20), context.time().elapsed());
              assertTrue(context.time().hasWaitedForThreads());
            });
    seed(1).run(context -> assertFalse(context.time().hasWaitedForThreads()));
  }

  @Test
  void aWaitForAnotherThreadIsToldThoughNoTimerIsSet() {
    var report =
        seed(1)
            .run(
                context -> {
                  Blocking.call(
                      () -> {
                        Thread.sleep(20);
                        return null;
                      });
                  assertTrue(context.time().hasWaitedForThreads());
                });
    assertEquals(Duration.ZERO, report.duration());
  }

  private static String code(Throwable thrown) {
    return thrown.getMessage().substring(1, 6);
  }
}
