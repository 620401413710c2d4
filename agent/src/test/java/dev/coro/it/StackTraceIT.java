package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import dev.coro.transform.testing.TraceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Stack traces of exceptions that pass several continuations. Each program runs twice, never
 * suspended and suspended everywhere, and must have the same trace.
 */
class StackTraceIT {
  /** Whether the program suspends where it can. */
  private boolean suspends;

  @Suspendable
  private void yieldHere() {
    if (suspends) {
      Coroutine.yield();
    }
  }

  @Suspendable
  private int fail(int x) {
    yieldHere();
    if (x > 1) {
      throw new IllegalStateException("x is " + x);
    }
    return x;
  }

  @Suspendable
  private static int sumOf(Generator<Integer> numbers) {
    int sum = 0;
    for (var cursor = numbers.iterator(); cursor.hasNext(); ) {
      sum += cursor.next();
    }
    return sum;
  }

  /** A generator whose body suspends the coroutine of its consumer. */
  private Generator<Integer> numbers(int end) {
    return Generator.of(
        out -> {
          for (int i = 0; i < end; i++) {
            out.yield(fail(i));
          }
        });
  }

  @Test
  void exceptionOfACoroutine() {
    check(
        () -> fail(2),
        """
        java.lang.IllegalStateException: x is 2
        	at dev.coro.it.StackTraceIT.fail
        	at dev.coro.it.StackTraceIT.lambda$exceptionOfACoroutine$N
        	at dev.coro.CoroutineContinuation.runSlice
        	at dev.coro.EventLoop.runRound
        	at dev.coro.EventLoop.run
        """);
  }

  @Test
  void exceptionOfAGeneratorThatSuspendsItsConsumer() {
    check(
        () -> {
          yieldHere();
          sumOf(numbers(4));
        },
        """
        java.lang.IllegalStateException: x is 2
        	at dev.coro.it.StackTraceIT.fail
        	at dev.coro.it.StackTraceIT.lambda$numbers$N
        	at dev.coro.GeneratorContinuation.advance
        	at dev.coro.GeneratorContinuation.hasNext
        	at dev.coro.it.StackTraceIT.sumOf
        	at dev.coro.it.StackTraceIT.lambda$exceptionOfAGeneratorThatSuspendsItsConsumer$N
        	at dev.coro.CoroutineContinuation.runSlice
        	at dev.coro.EventLoop.runRound
        	at dev.coro.EventLoop.run
        """);
  }

  @Test
  void exceptionOfAResumedGeneratorInAResumedCoroutine() {
    check(
        () -> {
          yieldHere();
          sumOf(
              Generator.of(
                  out -> {
                    if (suspends) {
                      out.yield(1);
                    }
                    out.yield(parsed("two"));
                  }));
        },
        null);
  }

  private static int parsed(String text) {
    return Integer.parseInt(text);
  }

  @Test
  void exceptionThroughTwoGenerators() {
    check(
        () -> {
          Generator<Integer> doubled =
              Generator.of(
                  out -> {
                    Generator.Cursor<Integer> numbers = numbers(4).iterator();
                    while (numbers.hasNext()) {
                      yieldHere();
                      out.yield(2 * numbers.next());
                    }
                  });
          sumOf(doubled);
        },
        null);
  }

  @Test
  void exceptionOfAGeneratorThatHasJustBegunInAResumedCoroutine() {
    check(
        () -> {
          yieldHere();
          sumOf(Generator.of(out -> out.yield(parsed("one"))));
        },
        null);
  }

  @Test
  void exceptionCaughtOutsideOfTheGeneratorAndWrapped() {
    check(
        () -> {
          try {
            sumOf(numbers(4));
          } catch (IllegalStateException e) {
            yieldHere();
            throw new IllegalArgumentException("wrapped", e);
          }
        },
        null);
  }

  @Test
  void exceptionThatClosingAGeneratorThrows() {
    check(
        () -> {
          Generator<Integer> generator =
              Generator.of(
                  out -> {
                    try {
                      out.yield(1);
                    } finally {
                      fail(3);
                    }
                  });
          generator.iterator().next();
          yieldHere();
          generator.close();
        },
        null);
  }

  @Test
  void exceptionThroughANestedContinuation() {
    check(
        () -> {
          Continuation inner =
              new Continuation(
                  () -> {
                    if (suspends) {
                      Continuation.suspend();
                    }
                    fail(2);
                  });
          for (boolean more = true; more; ) {
            more = inner.resume();
          }
        },
        null);
  }

  private static long recurse(long depth) {
    return depth < 0 ? 0 : recurse(depth + 1) + 1;
  }

  @Suspendable
  private static void overflow(List<String> left) {
    try {
      Continuation.suspend();
      recurse(0);
    } finally {
      left.add("overflow");
    }
  }

  @Test
  void stackOverflowPassesTheLogicalCallers() {
    List<String> left = new ArrayList<>();
    Continuation c =
        new Continuation(
            () -> {
              try {
                overflow(left);
              } finally {
                left.add("body");
              }
            });
    c.resume();
    assertThrows(StackOverflowError.class, c::resume);
    assertEquals(List.of("overflow", "body"), left);
    assertTrue(c.isDone());
  }

  private void check(SuspendableRunnable program, String expected) {
    List<String> texts = new ArrayList<>();
    for (boolean suspended : new boolean[] {false, true}) {
      suspends = suspended;
      Throwable thrown = assertThrows(RuntimeException.class, () -> Carrier.run(program));
      texts.add(suspended ? TraceText.of(thrown) : TraceText.withoutMachinery(thrown));
    }
    // An activation of resume() is not saved: it only passes on what the driver tells.
    texts.replaceAll(text -> text.replaceAll("\\tat dev\\.coro\\.Continuation\\.resume.*\\n", ""));
    assertEquals(texts.get(0), texts.get(1));
    if (expected != null) {
      String names = texts.get(1).replaceAll("\\$\\d+\\(", "\\$N(").replaceAll("\\(.*\\)\\n", "\n");
      assertTrue(names.startsWith(expected), names);
    }
  }
}
