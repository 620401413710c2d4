package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratorIT {
  private final List<Object> ran = new ArrayList<>();

  private static Generator<Integer> upTo(int end) {
    return Generator.of(
        out -> {
          for (int i = 0; i < end; i++) {
            out.yield(i);
          }
        });
  }

  private Generator<Integer> withFinally() {
    return Generator.of(
        out -> {
          try {
            out.yield(1);
            out.yield(2);
          } finally {
            ran.add("finally");
          }
        });
  }

  @Test
  void forEachSeesAllElements() {
    for (int i : upTo(3)) {
      ran.add(i);
    }
    assertEquals(List.of(0, 1, 2), ran);
  }

  @Test
  void hasNextRunsTheBodyOnceForAnElement() {
    Generator.Cursor<Integer> cursor = upTo(1).iterator();
    assertTrue(cursor.hasNext());
    assertTrue(cursor.hasNext());
    assertEquals(0, cursor.next());
    assertFalse(cursor.hasNext());
    assertThrows(NoSuchElementException.class, cursor::next);
  }

  @Test
  void nextWorksWithoutHasNext() {
    Generator.Cursor<Integer> cursor = upTo(2).iterator();
    assertEquals(0, cursor.next());
    assertEquals(1, cursor.next());
    assertThrows(NoSuchElementException.class, cursor::next);
  }

  @Test
  void nullIsAnElement() {
    Generator.Cursor<String> cursor = Generator.<String>of(out -> out.yield(null)).iterator();
    assertTrue(cursor.hasNext());
    assertNull(cursor.next());
    assertFalse(cursor.hasNext());
  }

  @Test
  void aGeneratorIsOneShot() {
    Generator<Integer> generator = upTo(3);
    assertSame(generator.iterator(), generator.iterator());
    assertEquals(0, generator.iterator().next());
    assertEquals(List.of(1, 2), generator.stream().toList());
    assertFalse(generator.iterator().hasNext());
  }

  @Test
  void closingAStreamClosesTheGenerator() {
    try (Stream<Integer> stream = withFinally().stream()) {
      assertEquals(List.of(1), stream.limit(1).toList());
      assertEquals(List.of(), ran);
    }
    assertEquals(List.of("finally"), ran);
  }

  @Test
  void theBodysExceptionComesOutOfNextAndEndsTheGenerator() {
    IOException thrown = new IOException("body");
    Generator.Cursor<Integer> cursor =
        Generator.<Integer>of(
                out -> {
                  out.yield(1);
                  throw thrown;
                })
            .iterator();
    cursor.next();
    assertSame(thrown, assertThrows(IOException.class, cursor::hasNext));
    assertFalse(cursor.hasNext());
  }

  @Test
  void closingEarlyRunsFinallyOnce() {
    Generator<Integer> generator = withFinally();
    generator.iterator().next();
    generator.close();
    assertEquals(List.of("finally"), ran);
    generator.close();
    assertFalse(generator.iterator().hasNext());
    assertEquals(List.of("finally"), ran);
  }

  @Test
  void closingDropsAnElementThatWaits() {
    Generator<Integer> generator = withFinally();
    assertTrue(generator.iterator().hasNext());
    generator.close();
    assertThrows(NoSuchElementException.class, generator.iterator()::next);
  }

  @Test
  void aGeneratorClosedBeforeItBeginsNeverRuns() {
    Generator<Integer> generator = withFinally();
    generator.close();
    assertFalse(generator.iterator().hasNext());
    assertEquals(List.of(), ran);
  }

  @Test
  void catchExceptionDoesNotStopTheClosing() {
    Generator<Integer> generator =
        Generator.of(
            out -> {
              while (true) {
                try {
                  out.yield(1);
                } catch (Exception e) {
                  ran.add("caught");
                }
              }
            });
    generator.iterator().next();
    generator.close();
    assertEquals(List.of(), ran);
  }

  @Test
  void whatFinallyThrowsComesOutOfClose() {
    IOException thrown = new IOException("finally");
    Generator<Integer> generator = Generator.of(out -> yieldThenThrow(out, thrown));
    generator.iterator().next();
    assertSame(thrown, assertThrows(IOException.class, generator::close));
  }

  @Suspendable
  @SuppressWarnings({"finally", "ThrowFromFinallyBlock", "Finally"})
  private static void yieldThenThrow(Generator.Output<Integer> out, IOException thrown)
      throws IOException {
    try {
      out.yield(1);
    } finally {
      throw thrown;
    }
  }

  @Test
  void yieldWhileClosingIsRefused() {
    Generator<Integer> generator =
        Generator.of(
            out -> {
              try {
                out.yield(1);
              } finally {
                yieldOne(out);
              }
            });
    generator.iterator().next();
    assertEquals(
        "[CO215] yield of a generator called in"
            + " dev.coro.it.GeneratorIT#yieldOne(Output) at GeneratorIT.java:N while close() ends"
            + " its body: nobody takes the value any more. Do not yield in finally, or behind a"
            + " catch of Throwable.",
        Messages.of(assertThrows(IllegalStateException.class, generator::close)));
  }

  @Suspendable
  private static void yieldOne(Generator.Output<Integer> out) {
    out.yield(1);
  }

  @Test
  void yieldOutsideOfTheBodyIsRefused() {
    AtomicReference<Generator.Output<Integer>> leaked = new AtomicReference<>();
    Generator<Integer> generator =
        Generator.of(
            out -> {
              leaked.set(out);
              out.yield(1);
            });
    generator.iterator().next();
    assertEquals(
        "[CO210] yield of a generator called in dev.coro.it.GeneratorIT#yieldOne(Output) at"
            + " GeneratorIT.java:N, outside of that generator's body: there is nobody to take the"
            + " value. Yield from the body, or from methods it calls.",
        Messages.of(assertThrows(IllegalStateException.class, () -> yieldOne(leaked.get()))));
  }

  @Test
  void theBodyCannotConsumeItself() {
    AtomicReference<Generator<Integer>> self = new AtomicReference<>();
    Generator<Integer> generator = Generator.of(out -> out.yield(takeOne(self.get().iterator())));
    self.set(generator);
    assertEquals(
        "[CO209] next() of a generator called in dev.coro.it.GeneratorIT#takeOne(Cursor) at"
            + " GeneratorIT.java:N while its body runs: the body cannot consume itself. Call it from"
            + " outside of the body.",
        Messages.of(assertThrows(IllegalStateException.class, generator.iterator()::next)));
  }

  @Suspendable
  private static int takeOne(Generator.Cursor<Integer> cursor) {
    return cursor.next();
  }

  /** Yields the numbers of a tree of calls, so that yields come from many depths. */
  @Suspendable
  private static void walk(int depth, Generator.Output<Integer> out) {
    if (depth > 0) {
      walk(depth - 1, out);
      out.yield(depth);
      walk(depth - 1, out);
    }
  }

  @Test
  void recursiveBodiesYieldFromEveryDepth() {
    Generator<Integer> ruler = Generator.of(out -> walk(4, out));
    assertEquals(List.of(1, 2, 1, 3, 1, 2, 1, 4, 1, 2, 1, 3, 1, 2, 1), ruler.stream().toList());
  }

  @Test
  void anInnerBodyYieldsToTheOuterGenerator() {
    Generator<String> outer =
        Generator.of(
            out -> {
              Generator<Integer> inner =
                  Generator.of(
                      innerOut -> {
                        out.yield("from inner 1");
                        innerOut.yield(1);
                        out.yield("from inner 2");
                        innerOut.yield(2);
                      });
              Generator.Cursor<Integer> cursor = inner.iterator();
              while (cursor.hasNext()) {
                out.yield("outer " + cursor.next());
              }
            });
    assertEquals(
        List.of("from inner 1", "outer 1", "from inner 2", "outer 2"), outer.stream().toList());
  }

  @Test
  void closingTheOuterUnwindsAnInnerBodyThatYieldedToIt() {
    Generator<Integer> outer =
        Generator.of(
            out -> {
              try (Generator<Integer> inner =
                  Generator.of(
                      innerOut -> {
                        try {
                          out.yield(1);
                        } finally {
                          ran.add("inner");
                        }
                      })) {
                inner.iterator().next();
              } finally {
                ran.add("outer");
              }
            });
    assertEquals(1, outer.iterator().next());
    outer.close();
    assertEquals(List.of("inner", "outer"), ran);
  }

  @Test
  void theBodySuspendsTheCoroutineOfItsConsumer() {
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                for (int i = 0; i < 3; i++) {
                  ran.add("other " + i);
                  Coroutine.yieldNow();
                }
              });
          Generator.Cursor<Integer> cursor = yielding(3).iterator();
          while (cursor.hasNext()) {
            ran.add(cursor.next());
          }
        });
    assertEquals(List.of("other 0", 0, "other 1", 1, "other 2", 2), ran);
  }

  /** Lets other coroutines run before each element. */
  private static Generator<Integer> yielding(int count) {
    return Generator.of(
        out -> {
          for (int i = 0; i < count; i++) {
            Coroutine.yieldNow();
            out.yield(i);
          }
        });
  }

  @Test
  void joinInsideABodyGivesTheResultThere() {
    int sum =
        Carrier.<Integer>run(
            () -> {
              Generator<Integer> generator =
                  Generator.of(
                      out -> {
                        for (int i = 1; i <= 3; i++) {
                          int number = i;
                          Coroutine<Integer> square = Coroutine.start(() -> number * number);
                          out.yield(square.join());
                        }
                      });
              Generator.Cursor<Integer> cursor = generator.iterator();
              int total = 0;
              while (cursor.hasNext()) {
                total += cursor.next();
              }
              return total;
            });
    assertEquals(14, sum);
  }

  @Test
  void finallyMaySuspendTheCoroutineThatCloses() {
    Carrier.run(
        () -> {
          Coroutine.start(() -> ran.add("other"));
          try (Generator<Integer> generator =
              Generator.of(
                  out -> {
                    try {
                      out.yield(1);
                    } finally {
                      Coroutine.yieldNow();
                      ran.add("finally");
                    }
                  })) {
            generator.iterator().next();
          }
          ran.add("closed");
        });
    assertEquals(List.of("other", "finally", "closed"), ran);
  }

  @Test
  void aMillionElementsAllocateNothing() {
    Allocation.assumeNotVerifying();
    String element = "element";
    Generator.Cursor<String> cursor =
        Generator.<String>of(
                out -> {
                  while (true) {
                    out.yield(element);
                  }
                })
            .iterator();
    take(cursor, 10_000);
    long before = Allocation.ofThisThread();
    take(cursor, 1_000_000);
    long allocated = Allocation.ofThisThread() - before;
    assertTrue(allocated < 100_000, () -> "allocated " + allocated + " bytes");
  }

  private static void take(Generator.Cursor<String> cursor, int times) {
    for (int i = 0; i < times; i++) {
      assertSame("element", cursor.next());
    }
  }
}
