package dev.coro.benchmarks.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.Suspendable;
import dev.coro.benchmarks.micro.compute.Loops;
import dev.coro.benchmarks.micro.interpreter.CollatzProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Variants of a benchmark that are compared do the same. */
@Timeout(60)
class VariantsIT {
  private long result;
  private int suspensions;

  @Test
  void theTwinIsPlainAndItsModelIsNot() throws Exception {
    assertEquals(Loops.class, PlainTwin.requireInstrumented(Loops.class));
    UnsuspendedLoops twin = PlainTwin.create(Loops.class, UnsuspendedLoops.class);
    assertNotEquals(Loops.class, twin.getClass());
    assertEquals(Loops.class.getName(), twin.getClass().getName());
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> PlainTwin.requireInstrumented(twin.getClass()));
    assertTrue(refused.getMessage().contains("is not instrumented"), refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource(LoopTask.class)
  void loopsComeToTheSameWhereverTheySuspend(LoopTask task) {
    UnsuspendedLoops plain = PlainTwin.create(Loops.class, UnsuspendedLoops.class);
    long expected = plain.runOnce(task);
    for (boolean before : new boolean[] {false, true}) {
      for (boolean after : new boolean[] {false, true}) {
        Loops loops = new Loops();
        runToEnd(new Continuation(() -> result = loops.run(task, before, after)));
        assertEquals(expected, result);
        assertEquals((before ? 1 : 0) + (after ? 1 : 0), suspensions);
      }
    }
  }

  @Test
  void longLoopsComeToTheSame() {
    long expected = PlainTwin.create(Loops.class, UnsuspendedLoops.class).runLong(300);
    Loops loops = new Loops();
    runToEnd(new Continuation(() -> result = loops.runLong(300, true)));
    assertEquals(expected, result);
    assertEquals(1, suspensions);
  }

  @Test
  void theInterpreterCountsWhatJavaCounts() {
    long expected = 0;
    for (int start = 1; start < 50; start++) {
      for (long number = start; number > 1; expected++) {
        number = number % 2 == 0 ? number / 2 : 3 * number + 1;
      }
    }
    assertEquals(expected, new CollatzProgram().applyAsLong(50));
    assertEquals(
        expected, PlainTwin.create(CollatzProgram.class, IntToLongFunction.class).applyAsLong(50));
  }

  @ParameterizedTest
  @EnumSource(Tree.Shape.class)
  void walksMeetTheSameNumbers(Tree.Shape shape) {
    TreeWalkBenchmark benchmark = new TreeWalkBenchmark();
    benchmark.shape = shape;
    benchmark.createTree();
    assertEquals(benchmark.plain(), benchmark.coro());
  }

  @Test
  void aWalkThatMissesANumberIsNoticed() {
    assertThrows(
        IllegalStateException.class, () -> TreeWalkBenchmark.sum(List.of(0, 1).iterator()));
  }

  @Test
  void simulationsAreTheSameToTheLastEvent() {
    HoldModelBenchmark plain = new HoldModelBenchmark();
    HoldModelBenchmark coro = new HoldModelBenchmark();
    plain.processes = 50;
    coro.processes = 50;
    List<Double> clocks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double now = plain.plain();
      assertEquals(now, coro.coro());
      clocks.add(now);
    }
    // 10,000 events of 50 processes that hold for 1 in the mean.
    assertEquals(200, clocks.get(1) - clocks.get(0), 20);
  }

  @Suspendable
  private void runToEnd(Continuation continuation) {
    suspensions = 0;
    while (continuation.resume()) {
      suspensions++;
    }
  }
}
