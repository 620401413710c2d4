package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.CoroutineLocal;
import dev.coro.Generator;
import dev.coro.TaskScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scope that is opened in the body of a generator must not be open between two values. */
@Timeout(30)
class ScopeInGeneratorIT {
  private static final Duration LONG = Duration.ofDays(1);

  private final List<Object> ran = new ArrayList<>();

  private static void expectRefusal(Generator<Integer> generator, String operation) {
    Carrier.run(
        () -> {
          var thrown =
              Thrown.by(
                  IllegalStateException.class,
                  () -> {
                    for (int ignored : generator) {
                      throw new AssertionError("yielded");
                    }
                  });
          assertTrue(
              thrown.getMessage().startsWith("[CO260] " + operation + " called in "),
              thrown::getMessage);
          assertTrue(thrown.getMessage().contains("ScopeInGeneratorIT"), thrown::getMessage);
          // The scope was left: nothing of it remains.
          Coroutine.yieldNow();
        });
  }

  @Test
  void aYieldInACancelScopeIsRefused() {
    expectRefusal(Generator.of(out -> CancelScope.moveOnAfter(LONG, () -> out.yield(1))), "yield");
    expectRefusal(Generator.of(out -> CancelScope.shield(() -> out.yield(1))), "yield");
  }

  @Test
  void aYieldWhereACoroutineLocalIsBoundIsRefused() {
    CoroutineLocal<String> user = CoroutineLocal.withDefault(() -> "nobody");
    expectRefusal(Generator.of(out -> user.where("somebody", () -> out.yield(1))), "yield");
  }

  @Test
  void aScopeThatIsClosedWithinABindingLeavesTheBindingOpen() {
    CoroutineLocal<String> user = CoroutineLocal.withDefault(() -> "nobody");
    expectRefusal(
        Generator.of(
            out ->
                user.where(
                    "somebody",
                    () -> {
                      CancelScope.moveOnAfter(LONG, () -> ran.add("in both"));
                      out.yield(1);
                    })),
        "yield");
    expectRefusal(
        Generator.of(
            out ->
                CancelScope.moveOnAfter(
                    LONG,
                    () -> {
                      user.where("somebody", () -> ran.add("in both"));
                      out.yield(1);
                    })),
        "yield");
    assertEquals(List.of("in both", "in both"), ran);
  }

  @Test
  void aYieldBehindABindingIsNot() {
    CoroutineLocal<String> user = CoroutineLocal.withDefault(() -> "nobody");
    Carrier.run(
        () -> {
          Generator<String> names =
              Generator.of(
                  out -> {
                    String[] name = new String[1];
                    user.where("somebody", () -> name[0] = user.get());
                    out.yield(name[0]);
                  });
          for (String name : names) {
            ran.add(name + ", not " + user.get());
          }
        });
    assertEquals(List.of("somebody, not nobody"), ran);
  }

  @Test
  void aYieldInATaskScopeIsRefused() {
    expectRefusal(
        Generator.of(
            out -> {
              try (var scope = TaskScope.open()) {
                out.yield(1);
                scope.join();
              }
            }),
        "yield");
  }

  @Test
  void aScopeInsideIsRefusedForTheOuterGeneratorToo() {
    expectRefusal(
        Generator.of(
            outer -> {
              Generator<Integer> inner =
                  Generator.of(out -> CancelScope.moveOnAfter(LONG, () -> outer.yield(1)));
              for (int ignored : inner) {
                throw new AssertionError("yielded");
              }
            }),
        "yield");
  }

  @Test
  void anInnerGeneratorMayYieldWithinAScopeOfTheOuter() {
    Generator<Integer> outer =
        Generator.of(
            out -> {
              int[] sum = {0};
              CancelScope.moveOnAfter(
                  LONG,
                  () -> {
                    Generator<Integer> inner =
                        Generator.of(
                            values -> {
                              values.yield(1);
                              Coroutine.yieldNow();
                              values.yield(2);
                            });
                    for (int value : inner) {
                      sum[0] += value;
                    }
                  });
              out.yield(sum[0]);
            });
    Carrier.run(
        () -> {
          for (int value : outer) {
            ran.add(value);
          }
        });
    assertEquals(List.of(3), ran);
  }

  @Test
  void aScopeAroundTheConsumerAndOneThatIsClosedAreNoObstacle() {
    Generator<Integer> generator =
        Generator.of(
            out -> {
              for (int i = 0; i < 3; i++) {
                assertTrue(CancelScope.moveOnAfter(LONG, () -> Coroutine.yieldNow()));
                out.yield(i);
              }
            });
    Carrier.run(
        () -> {
          boolean ended =
              CancelScope.moveOnAfter(
                  LONG,
                  () -> {
                    for (int value : generator) {
                      ran.add(value);
                    }
                  });
          assertTrue(ended);
        });
    assertEquals(List.of(0, 1, 2), ran);
  }

  @Test
  void aCancelledScopeIsNoObstacleOnceItIsLeft() {
    Generator<Integer> generator =
        Generator.of(
            out -> {
              assertFalse(CancelScope.moveOnAfter(Duration.ZERO, () -> Coroutine.sleep(LONG)));
              out.yield(1);
            });
    Carrier.run(
        () -> {
          for (int value : generator) {
            ran.add(value);
          }
        });
    assertEquals(List.of(1), ran);
  }

  @Test
  void aTaskScopeThatOutlivesItsGeneratorDoesNotBindTheOuterOneForEver() {
    AtomicReference<TaskScope<Object, Void>> left = new AtomicReference<>();
    Generator<Integer> outer =
        Generator.of(
            out -> {
              Generator<Integer> inner = Generator.of(values -> left.set(TaskScope.open()));
              for (int ignored : inner) {
                throw new AssertionError("it yields nothing");
              }
              left.get().join();
              left.get().close();
              out.yield(1);
            });
    Carrier.run(
        () -> {
          for (int value : outer) {
            ran.add(value);
          }
        });
    assertEquals(List.of(1), ran);
  }

  @Test
  void aContinuationIsNotSuspendedInAScopeEither() {
    Carrier.run(
        () -> {
          Continuation continuation =
              new Continuation(
                  () -> {
                    var thrown =
                        Thrown.by(
                            IllegalStateException.class,
                            () -> CancelScope.shield(() -> Continuation.suspend()));
                    assertTrue(
                        thrown.getMessage().startsWith("[CO260] Continuation.suspend() called in"),
                        thrown::getMessage);
                    Continuation.suspend();
                    ran.add("resumed");
                  });
          assertTrue(continuation.resume());
          assertFalse(continuation.resume());
        });
    assertEquals(List.of("resumed"), ran);
  }
}
