package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code stackTrace()} says of suspended computations. */
class LogicalStackIT {
  /** The rows that plain Java would have at the suspension, without what is below the body. */
  private StackTraceElement[] physical;

  private final List<String> seen = new ArrayList<>();

  @Suspendable
  private int descend(int depth) {
    if (depth == 0) {
      physical = new Throwable().getStackTrace();
      Continuation.suspend();
      return 0;
    }
    return 1 + descend(depth - 1);
  }

  @Test
  void rowsAreThoseOfTheStackAtTheSuspension() {
    Continuation c = new Continuation(() -> descend(3));
    assertEquals(List.of(), c.stackTrace());
    for (boolean more = c.resume(); more; more = c.resume()) {
      List<StackTraceElement> rows = c.stackTrace();
      assertEquals(5, rows.size());
      assertEquals(physical[0].getLineNumber() + 1, rows.get(0).getLineNumber());
      assertEquals(physical[0].getMethodName(), rows.get(0).getMethodName());
      for (int i = 1; i < rows.size(); i++) {
        assertEquals(physical[i].toString(), rows.get(i).toString());
      }
    }
    assertTrue(c.isDone());
    assertEquals(List.of(), c.stackTrace());
  }

  @Test
  void pointMovesWithTheResumptions() {
    Continuation c =
        new Continuation(
            () -> {
              Continuation.suspend();
              descend(1);
              Continuation.suspend();
            });
    c.resume();
    StackTraceElement first = c.stackTrace().get(0);
    c.resume();
    List<StackTraceElement> second = c.stackTrace();
    c.resume();
    StackTraceElement third = c.stackTrace().get(0);
    assertEquals(3, second.size());
    assertEquals(first.getLineNumber() + 1, second.get(2).getLineNumber());
    assertEquals(first.getLineNumber() + 2, third.getLineNumber());
    assertFalse(c.resume());
  }

  @Test
  void aRunningOneHasNoRows() {
    Continuation[] self = new Continuation[1];
    List<List<StackTraceElement>> asked = new ArrayList<>();
    self[0] =
        new Continuation(
            () -> {
              asked.add(self[0].stackTrace());
              Continuation.suspend();
              asked.add(self[0].stackTrace());
            });
    self[0].resume();
    self[0].resume();
    assertEquals(List.of(List.of(), List.of()), asked);
  }

  @Test
  void rowsOfACoroutineBeginWithTheGeneratorItWaitsIn() {
    Carrier.run(
        () -> {
          Generator<Integer> slow =
              Generator.of(
                  out -> {
                    Coroutine.sleep(Duration.ofMillis(1));
                    out.yield(1);
                  });
          Coroutine<?> consumer = Coroutine.start(() -> consume(slow));
          note(consumer.stackTrace());
          Coroutine.yield();
          note(consumer.stackTrace());
          note(slow.stackTrace());
          consumer.join();
          note(slow.stackTrace());
          note(consumer.stackTrace());
        });
    assertEquals(
        List.of(
            "",
            "LogicalStackIT.lambda$rowsOfACoroutineBeginWithTheGeneratorItWaitsIn$"
                + " GeneratorContinuation.advance GeneratorContinuation.next"
                + " LogicalStackIT.consume"
                + " LogicalStackIT.lambda$rowsOfACoroutineBeginWithTheGeneratorItWaitsIn$",
            "",
            "LogicalStackIT.lambda$rowsOfACoroutineBeginWithTheGeneratorItWaitsIn$",
            ""),
        seen);
  }

  @Suspendable
  private static int consume(Generator<Integer> generator) {
    return generator.iterator().next();
  }

  private void note(List<StackTraceElement> rows) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement row : rows) {
      String type = row.getClassName();
      text.append(text.length() == 0 ? "" : " ").append(type.substring(type.lastIndexOf('.') + 1));
      text.append('.').append(row.getMethodName().replaceAll("\\d+$", ""));
    }
    seen.add(text.toString());
  }

  @Test
  void anotherThreadMayAskForTheRowsOfACoroutine() {
    try (Carrier carrier = Carrier.open("logical")) {
      Coroutine<?> sleeper = carrier.start(() -> Coroutine.sleep(Duration.ofMillis(50)));
      boolean found = false;
      while (!sleeper.isDone()) {
        List<StackTraceElement> rows = sleeper.stackTrace();
        if (!rows.isEmpty()) {
          assertEquals(getClass().getName(), rows.get(0).getClassName());
          found = true;
        }
        Thread.onSpinWait();
      }
      assertTrue(found);
    }
  }

  @Test
  void aThousandActivationsAreAllThere() {
    Continuation c = new Continuation(() -> descend(2000));
    c.resume();
    assertEquals(2002, c.stackTrace().size());
  }
}
