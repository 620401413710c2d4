package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.Joiner;
import dev.coro.Ready;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.TaskScopeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subtasks whose start is waited for. */
@Timeout(30)
class StartIT {
  private static final Duration LONG = Duration.ofDays(1);

  private final List<Object> ran = new ArrayList<>();

  @Suspendable
  private static void yieldTimes(int count) {
    for (int i = 0; i < count; i++) {
      Coroutine.yieldNow();
    }
  }

  @Suspendable
  private String serve(Ready<Integer> ready) {
    yieldTimes(3);
    ran.add("ready");
    ready.report(80);
    yieldTimes(2);
    ran.add("served");
    return "end";
  }

  @Test
  void startWaitsForTheReportAndJoinForTheEnd() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<String>allSuccessfulOrThrow())) {
            int port = scope.start(this::serve);
            ran.add(port);
            assertEquals(List.of("end"), scope.join());
          }
        });
    assertEquals(List.of("ready", 80, "served"), ran);
  }

  @Test
  void failureBeforeTheReportComesOutOfStartAndCancelsNothing() {
    IOException failure = new IOException("port taken");
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<Object>allSuccessfulOrThrow())) {
            scope.fork(() -> "sibling");
            assertSame(
                failure,
                Thrown.by(
                    IOException.class,
                    () ->
                        scope.<Integer, Object>start(
                            ready -> {
                              yieldTimes(2);
                              throw failure;
                            })));
            assertFalse(scope.isCancelled());
            assertEquals(List.of("sibling"), scope.join());
          }
        });
  }

  @Test
  void failureBehindTheReportIsOneOfTheScope() {
    IOException failure = new IOException("connection lost");
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open()) {
            String reported =
                scope.start(
                    ready -> {
                      ready.report("up");
                      throw failure;
                    });
            assertEquals("up", reported);
            assertSame(failure, Thrown.by(TaskScopeException.class, scope::join).getCause());
          }
        });
  }

  @Test
  void taskThatNeverReportsIsToldSo() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open()) {
            Throwable thrown =
                Thrown.by(
                    IllegalStateException.class,
                    () -> scope.<Integer, Object>start("lazy", ready -> null));
            assertTrue(thrown.getMessage().startsWith("[CO259] subtask 'lazy'"), thrown.toString());
            scope.join();
          }
        });
  }

  @Test
  void secondReportIsRefused() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open()) {
            scope.<Integer, Object>start(
                "eager",
                ready -> {
                  ready.report(1);
                  Throwable thrown = Thrown.by(IllegalStateException.class, () -> ready.report(2));
                  assertTrue(thrown.getMessage().startsWith("[CO249] subtask 'eager'"));
                  return null;
                });
            scope.join();
          }
        });
  }

  @Test
  void cancelledStarterCancelsTheSubtaskAndWaitsForItsEnd() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<Object>allSuccessfulOrThrow())) {
            boolean started =
                CancelScope.moveOnAfter(
                    Duration.ofMillis(2),
                    () -> {
                      try {
                        scope.<Integer, Object>start(this::neverReady);
                      } finally {
                        ran.add("start left");
                      }
                    });
            assertFalse(started);
            assertEquals(List.of("cleaned up", "start left"), ran);
            assertFalse(scope.isCancelled());
            assertEquals(List.of(), scope.join());
          }
        });
  }

  @Suspendable
  private Object neverReady(Ready<Integer> ready) {
    try {
      Coroutine.sleep(LONG);
      return "late";
    } finally {
      CancelScope.shield(() -> yieldTimes(3));
      // Nobody waits for it any more.
      ready.report(1);
      ran.add("cleaned up");
    }
  }

  @Test
  void failureOfASubtaskWhoseStarterWasCancelledIsNotLost() {
    IOException failure = new IOException("while cleaning up");
    List<Throwable> reported = new ArrayList<>();
    Carrier.run(
        CarrierSettings.named("start")
            .withFailureHandler((carrier, coroutine, failed) -> reported.add(failed)),
        () -> {
          try (var scope = TaskScope.open()) {
            CancelScope.moveOnAfter(
                Duration.ofMillis(2),
                () ->
                    scope.<Integer, Object>start(
                        ready -> {
                          try {
                            Coroutine.sleep(LONG);
                          } catch (CancelledException e) {
                            throw failure;
                          }
                          return null;
                        }));
            scope.join();
          }
        });
    assertEquals(List.of(failure), reported);
  }

  @Test
  void cancelledScopeStartsNothing() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open()) {
            scope.cancel();
            Throwable thrown =
                Thrown.by(
                    CancelledException.class,
                    () -> scope.<Integer, Object>start(ready -> ran.add("ran")));
            assertTrue(thrown.getMessage().contains("was cancelled"), thrown.toString());
          }
        });
    assertEquals(List.of(), ran);
  }

  @Test
  void joinerThatWantsNoMoreCancelsAtTheFirstResult() {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open(Joiner.<String>anySuccessfulOrThrow())) {
            int port = scope.start(this::serve);
            scope.fork(
                () -> {
                  Coroutine.sleep(LONG);
                  return "slow";
                });
            assertEquals(80, port);
            assertEquals("end", scope.join());
          }
        });
  }
}
