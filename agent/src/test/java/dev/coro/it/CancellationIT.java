package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Coroutine.State;
import dev.coro.DeadlineExceededException;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancellation of coroutines and scopes. */
@Timeout(30)
class CancellationIT {
  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(2);

  private final List<Object> ran = new ArrayList<>();

  @Suspendable
  private void sleepLong(String name) {
    try {
      Coroutine.sleep(LONG);
      ran.add(name + " woke");
    } finally {
      ran.add(name + " left");
    }
  }

  @Test
  void aParkedCoroutineIsCancelledAtOnceAndItsFinallyBlocksRun() {
    Carrier.run(
        () -> {
          var sleeper = Coroutine.start("s", () -> sleepLong("s"));
          Coroutine.yieldNow();
          sleeper.cancel("no more sleep");
          var thrown = Thrown.by(CancellationException.class, sleeper::join);
          assertEquals("coroutine 's' was cancelled: no more sleep", thrown.getMessage());
          assertSame(State.CANCELLED, sleeper.state());
        });
    assertEquals(List.of("s left"), ran);
  }

  @Test
  void aCoroutineCancelledBeforeItBeginsRunsUpToItsFirstCancellationPoint() {
    Carrier.run(
        () -> {
          var sleeper =
              Coroutine.start(
                  () -> {
                    ran.add("begun");
                    Coroutine.yieldNow();
                    ran.add("not reached");
                  });
          sleeper.cancel();
          Thrown.by(CancellationException.class, sleeper::join);
        });
    assertEquals(List.of("begun"), ran);
  }

  @Test
  void theTraceOfACancellationShowsWhereTheCoroutineWaited() {
    Carrier.run(
        () -> {
          var sleeper = Coroutine.start(() -> sleepLong("s"));
          Coroutine.yieldNow();
          sleeper.cancel();
          var thrown = Thrown.by(CancellationException.class, sleeper::join);
          StackTraceElement[] rows = thrown.getCause().getStackTrace();
          assertTrue(
              Arrays.stream(rows).anyMatch(row -> row.getMethodName().equals("sleepLong")),
              () -> Arrays.toString(rows));
        });
  }

  @Test
  void everyFurtherCancellationPointThrowsToo() {
    Carrier.run(
        () -> {
          var stubborn =
              Coroutine.start(
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      try {
                        Coroutine.sleep(LONG);
                      } catch (CancelledException e) {
                        ran.add("caught " + i);
                      }
                    }
                    Thrown.by(CancelledException.class, () -> Coroutine.checkCancelled());
                    return "end";
                  });
          Coroutine.yieldNow();
          stubborn.cancel();
          assertEquals("end", stubborn.join());
          assertSame(State.DONE, stubborn.state());
        });
    assertEquals(List.of("caught 0", "caught 1", "caught 2"), ran);
  }

  @Test
  void cleanUpUnderAShieldMaySuspend() {
    Carrier.run(
        () -> {
          var worker =
              Coroutine.start(
                  () -> {
                    try {
                      Coroutine.sleep(LONG);
                    } finally {
                      CancelScope.shield(
                          () -> {
                            Coroutine.sleep(SHORT);
                            ran.add("cleaned");
                          });
                      Thrown.by(CancelledException.class, Coroutine::yieldNow);
                    }
                  });
          Coroutine.yieldNow();
          worker.cancel();
          Thrown.by(CancellationException.class, worker::join);
        });
    assertEquals(List.of("cleaned"), ran);
  }

  @Test
  void moveOnAfterGoesOnBehindATaskThatTakesTooLong() {
    Carrier.run(
        () -> {
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> sleepLong("a")));
          assertTrue(CancelScope.moveOnAfter(LONG, () -> ran.add("quick")));
          Coroutine.yieldNow(); // Nothing of the cancellation is left.
        });
    assertEquals(List.of("a left", "quick"), ran);
  }

  @Test
  void failAfterThrowsWhenTheTaskTakesTooLong() {
    Carrier.run(
        () -> {
          var thrown =
              Thrown.by(
                  DeadlineExceededException.class,
                  () -> CancelScope.failAfter(SHORT, () -> sleepLong("a")));
          assertEquals(
              "[CO233] the deadline of PT0.002S has passed: the task was cancelled. Allow more time,"
                  + " or do less.",
              thrown.getMessage());
          assertEquals(7, CancelScope.<Integer>failAfter(LONG, () -> 7));
        });
  }

  @Test
  void theOuterOfTwoCancelledScopesCatches() {
    Carrier.run(
        () -> {
          var outer = new CancelScope();
          var inner = new CancelScope();
          boolean ended =
              outer.run(
                  () -> {
                    boolean innerEnded =
                        inner.run(
                            () -> {
                              inner.cancel();
                              outer.cancel();
                              Coroutine.yieldNow();
                            });
                    ran.add(innerEnded);
                  });
          assertFalse(ended);
          assertTrue(outer.hasCaught());
          assertFalse(inner.hasCaught());
        });
    assertEquals(List.of(), ran);
  }

  @Test
  void theInnerScopeAloneDoesNotEndTheOuterOne() {
    Carrier.run(
        () -> {
          boolean ended =
              new CancelScope()
                  .run(
                      () -> {
                        var inner = new CancelScope();
                        ran.add(
                            inner.run(
                                () -> {
                                  inner.cancel();
                                  Coroutine.yieldNow();
                                }));
                        Coroutine.yieldNow();
                      });
          assertTrue(ended);
        });
    assertEquals(List.of(false), ran);
  }

  @Test
  void deadlinesCanBeMovedAndRemoved() {
    Carrier.run(
        () -> {
          var scope = new CancelScope();
          scope.setDeadlineAfter(SHORT);
          assertTrue(
              scope.run(
                  () -> {
                    scope.setDeadlineAfter(LONG);
                    Coroutine.sleep(SHORT.multipliedBy(3));
                    scope.setDeadlineAfter(SHORT);
                    scope.clearDeadline();
                    Coroutine.sleep(SHORT.multipliedBy(3));
                  }));
          assertFalse(scope.isExpired());
        });
  }

  @Test
  void aThreadCancelsACoroutine() throws Exception {
    try (Carrier carrier = Carrier.open("carrier")) {
      var sleeper = carrier.start(() -> sleepLong("s"));
      sleeper.cancel("from a thread");
      var thrown = Thrown.by(CancellationException.class, sleeper::join);
      assertTrue(thrown.getMessage().endsWith("from a thread"), thrown::getMessage);
    }
  }

  @Test
  void aJoinerThatIsCancelledLeavesTheOtherAlone() {
    Carrier.run(
        () -> {
          var target =
              Coroutine.start(
                  () -> {
                    Coroutine.sleep(SHORT.multipliedBy(5));
                    return 5;
                  });
          assertFalse(CancelScope.moveOnAfter(SHORT, target::join));
          assertEquals(5, target.join());
        });
  }

  @Test
  void anInterruptedThreadStopsWaitingInJoin() throws Exception {
    try (Carrier carrier = Carrier.open("carrier")) {
      var sleeper = carrier.start("sleeper", () -> sleepLong("s"));
      Thread.currentThread().interrupt();
      Thrown.by(CancelledException.class, sleeper::join);
      assertTrue(Thread.interrupted());
      sleeper.cancel();
    }
  }

  @Test
  void misuseIsRefused() {
    Carrier.run(
        () -> {
          var scope = new CancelScope();
          assertTrue(scope.run(() -> {}));
          var again = Thrown.by(IllegalStateException.class, () -> scope.run(() -> {}));
          assertTrue(again.getMessage().startsWith("[CO226] this cancel scope was run before"));
          var negative =
              Thrown.by(
                  IllegalArgumentException.class,
                  () -> new CancelScope().setDeadlineAfter(Duration.ofSeconds(-1)));
          assertTrue(
              negative.getMessage().startsWith("[CO227] the time to a deadline is negative"));
        });
    var outside = Thrown.by(IllegalStateException.class, () -> new CancelScope().run(() -> {}));
    assertTrue(outside.getMessage().startsWith("[CO201]"), outside::getMessage);
  }
}
