package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.DeadlineExceededException;
import dev.coro.Joiner;
import dev.coro.Subtask;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.TaskScopeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Structured concurrency. */
@Timeout(30)
class TaskScopeIT {
  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(2);

  private final List<Object> ran = new ArrayList<>();

  @Suspendable
  private <T> T after(int yields, T result) {
    for (int i = 0; i < yields; i++) {
      Coroutine.yieldNow();
    }
    return result;
  }

  @Suspendable
  private void sleepLong(String name) {
    try {
      Coroutine.sleep(LONG);
    } finally {
      ran.add(name + " left");
    }
  }

  @Suspendable
  private void fail(int yields, String message) throws IOException {
    after(yields, null);
    throw new IOException(message);
  }

  @Test
  void joinGivesAllResultsInTheOrderOfTheForks() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<String>allSuccessfulOrThrow())) {
            scope.fork(() -> after(3, "a"));
            scope.fork(() -> after(1, "b"));
            assertEquals(List.of("a", "b"), scope.join());
          }
        });
  }

  @Test
  void theFirstFailureCancelsTheSiblingsAndIsThrown() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open()) {
            scope.fork(() -> sleepLong("a"));
            scope.fork("bad", () -> fail(1, "first"));
            scope.fork(() -> sleepLong("b"));
            var thrown = Thrown.by(TaskScopeException.class, scope::join);
            assertEquals("first", thrown.getCause().getMessage());
          }
        });
    assertEquals(2, ran.size());
    assertTrue(ran.containsAll(List.of("a left", "b left")));
  }

  @Test
  void aFailureEndsWhatTheOwnerWaitsForInTheScope() {
    Carrier.run(
        () -> {
          var thrown =
              Thrown.by(
                  TaskScopeException.class,
                  () -> {
                    try (var scope = TaskScope.open()) {
                      scope.fork(() -> fail(1, "first"));
                      sleepLong("owner");
                      scope.join();
                    }
                  });
          assertEquals("first", thrown.getCause().getMessage());
          assertEquals(0, thrown.getSuppressed().length);
          Coroutine.yieldNow();
        });
    assertEquals(List.of("owner left"), ran);
  }

  @Test
  void laterFailuresAreSuppressed() {
    Carrier.run(
        () -> {
          TaskScopeException thrown = null;
          try (var scope = TaskScope.open()) {
            scope.fork(() -> fail(1, "first"));
            scope.fork(
                () -> {
                  try {
                    Coroutine.sleep(LONG);
                  } catch (CancelledException e) {
                    throw new IllegalStateException("in clean-up", e);
                  }
                });
            scope.join();
          } catch (TaskScopeException e) {
            thrown = e;
          }
          assertEquals("first", thrown.getCause().getMessage());
          assertEquals("in clean-up", thrown.getSuppressed()[0].getMessage());
        });
  }

  @Test
  void theFirstSuccessCancelsTheOthers() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<String>anySuccessfulOrThrow())) {
            scope.fork(
                () -> {
                  fail(1, "ignored");
                  return "never";
                });
            scope.fork(
                () -> {
                  sleepLong("slow");
                  return "slow";
                });
            scope.fork(() -> after(3, "quick"));
            assertEquals("quick", scope.join());
          }
        });
    assertEquals(List.of("slow left"), ran);
  }

  @Test
  void awaitAllKeepsFailuresInTheSubtasks() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<Object>awaitAll())) {
            Subtask<? extends Object> bad = scope.fork(() -> fail(1, "bad"));
            Subtask<Object> good = scope.fork(() -> after(3, "good"));
            scope.join();
            assertSame(Subtask.State.FAILED, bad.state());
            assertEquals("bad", bad.exception().getMessage());
            assertEquals("good", good.get());
            var unavailable = Thrown.by(IllegalStateException.class, good::exception);
            assertTrue(unavailable.getMessage().startsWith("[CO230]"), unavailable::getMessage);
          }
        });
  }

  @Test
  void allUntilStopsWhenItHasSeenEnough() {
    Carrier.run(
        () -> {
          try (var scope =
              TaskScope.open(
                  Joiner.<Integer>allUntil(
                      s -> s.state() == Subtask.State.SUCCESS && s.get() > 1))) {
            scope.fork(() -> after(1, 1));
            scope.fork(() -> after(2, 2));
            scope.fork(() -> after(1000, 3));
            List<Subtask<Integer>> all = scope.join();
            assertEquals(2, all.get(1).get());
            assertSame(Subtask.State.UNAVAILABLE, all.get(2).state());
          }
        });
  }

  @Test
  void aScopeIsNotLeftBeforeItsChildrenHaveEnded() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<Object>anySuccessfulOrThrow())) {
            scope.fork(
                () -> {
                  try {
                    Coroutine.sleep(LONG);
                  } finally {
                    CancelScope.shield(() -> Coroutine.sleep(SHORT));
                    ran.add("cleaned");
                  }
                  return 0;
                });
            scope.fork(() -> after(2, 1));
            assertEquals(1, scope.join());
            ran.add("joined");
          }
          ran.add("left");
        });
    assertEquals(List.of("joined", "cleaned", "left"), ran);
  }

  @Test
  void cancellingTheOwnerCancelsTheChildren() {
    Carrier.run(
        () -> {
          boolean inTime =
              CancelScope.moveOnAfter(
                  SHORT,
                  () -> {
                    try (var scope = TaskScope.open()) {
                      scope.fork(
                          () -> {
                            try (var inner = TaskScope.open()) {
                              inner.fork(() -> sleepLong("grandchild"));
                              inner.join();
                            } finally {
                              ran.add("child left");
                            }
                          });
                      scope.join();
                    }
                  });
          assertFalse(inTime);
        });
    assertEquals(List.of("grandchild left", "child left"), ran);
  }

  @Test
  void aTimeOutCancelsTheScope() {
    Carrier.run(
        () -> {
          try (var scope =
              TaskScope.open(Joiner.<Object>awaitAll(), c -> c.withTimeout(SHORT).withName("t"))) {
            scope.fork(() -> sleepLong("a"));
            Thrown.by(DeadlineExceededException.class, scope::join);
          }
        });
    assertEquals(List.of("a left"), ran);
  }

  @Test
  void childrenMayForkMoreWhileTheOwnerJoins() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<Integer>allSuccessfulOrThrow())) {
            scope.fork(
                () -> {
                  scope.fork(() -> after(2, 2));
                  return after(1, 1);
                });
            assertEquals(List.of(1, 2), scope.join());
          }
        });
  }

  @Test
  void afterACancellationNothingIsStarted() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<Object>awaitAll())) {
            scope.cancel();
            Subtask<? extends Object> never = scope.fork(() -> ran.add("started"));
            scope.join();
            assertSame(Subtask.State.UNAVAILABLE, never.state());
          }
        });
    assertEquals(List.of(), ran);
  }

  @Test
  void misuseIsRefused() {
    Carrier.run(
        () -> {
          var notJoined =
              Thrown.by(
                  IllegalStateException.class,
                  () -> {
                    try (var scope = TaskScope.open()) {
                      scope.fork(() -> sleepLong("a"));
                    }
                  });
          assertTrue(notJoined.getMessage().startsWith("[CO232]"), notJoined::getMessage);

          var scope = TaskScope.open();
          var other = Coroutine.start(() -> Thrown.by(IllegalStateException.class, scope::join));
          assertTrue(other.join().getMessage().startsWith("[CO231] join() of scope"));
          scope.join();
          var joined = Thrown.by(IllegalStateException.class, scope::join);
          assertTrue(joined.getMessage().startsWith("[CO229]"), joined::getMessage);
          var late = Thrown.by(IllegalStateException.class, () -> scope.fork(() -> {}));
          assertTrue(late.getMessage().startsWith("[CO229]"), late::getMessage);
          scope.close();
          scope.close();
        });
    assertEquals(List.of("a left"), ran);
  }

  @Test
  void aScopeThatIsLeftOpenIsClosedAndReported() {
    Carrier.run(
        () -> {
          var inScope = new CancelScope();
          var thrown =
              Thrown.by(
                  IllegalStateException.class,
                  () -> inScope.run(() -> TaskScope.open().fork(() -> sleepLong("a"))));
          assertTrue(thrown.getMessage().startsWith("[CO228]"), thrown::getMessage);
          var ended = Coroutine.start(() -> TaskScope.open().fork(() -> sleepLong("b")));
          Thrown.by(IllegalStateException.class, ended::join);
        });
    assertEquals(List.of("a left", "b left"), ran);
  }
}
