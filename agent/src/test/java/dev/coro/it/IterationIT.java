package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableIterator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The enhanced {@code for} over what may have to be waited for. */
@Timeout(30)
class IterationIT {
  private final List<Object> ran = new ArrayList<>();

  /** The numbers from 1 on; the coroutine of the consumer waits for each. */
  private static Generator<Integer> slowly(int count) {
    return Generator.of(
        out -> {
          for (int i = 1; i <= count; i++) {
            Coroutine.yieldNow();
            out.yield(i);
          }
        });
  }

  @Suspendable
  private static int sum(Generator<Integer> numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }

  @Test
  void coroutineSuspendsThroughTheGeneratorThatALoopDrives() {
    Carrier.run(
        () -> {
          Coroutine<Integer> first = Coroutine.start(() -> sum(slowly(4)));
          Coroutine.start(
              () -> {
                for (int i = 0; i < 3; i++) {
                  ran.add("other " + i + ", " + first.isDone());
                  Coroutine.yieldNow();
                }
              });
          assertEquals(10, first.join());
        });
    assertEquals(List.of("other 0, false", "other 1, false", "other 2, false"), ran);
  }

  @Test
  void loopOverAChannelEndsWhenItIsClosed() {
    Carrier.run(
        () -> {
          Channel<String> words = Channel.rendezvous();
          Coroutine.start(
              () -> {
                words.send("a");
                Coroutine.yieldNow();
                words.send("b");
                words.close();
              });
          for (String word : words) {
            ran.add(word);
          }
        });
    assertEquals(List.of("a", "b"), ran);
  }

  @Test
  void loopsOverListsAndGeneratorsNest() {
    Carrier.run(() -> nest(List.of("x", "y")));
    assertEquals(List.of("x1", "x2", "y1", "y2", "end [p, q]"), ran);
  }

  @Suspendable
  private void nest(List<String> names) {
    for (String name : names) {
      for (int number : slowly(2)) {
        ran.add(name + number);
        Coroutine.yieldNow();
      }
    }
    List<String> last = new ArrayList<>();
    for (String name : List.of("p", "q")) {
      last.add(name);
    }
    ran.add("end " + last);
  }

  @Test
  void generatorOverAGeneratorIsDrivenByLoops() {
    Generator<Integer> squares =
        Generator.of(
            out -> {
              for (int number : slowly(3)) {
                out.yield(number * number);
              }
            });
    assertEquals(14, Carrier.run((SuspendableCallable<Integer>) () -> sum(squares)));
  }

  @Test
  void continuationIsSuspendedThroughALoopAndAGenerator() {
    Generator<Integer> generator =
        Generator.of(
            out -> {
              Continuation.suspend();
              out.yield(1);
              Continuation.suspend();
              out.yield(2);
            });
    Continuation continuation = new Continuation(() -> ran.add(sum(generator)));
    assertTrue(continuation.resume());
    assertTrue(continuation.resume());
    assertEquals(List.of(), ran);
    assertFalse(continuation.resume());
    assertEquals(List.of(3), ran);
  }

  @Test
  void breakLeavesTheGeneratorWhereItIs() {
    Carrier.run(
        () -> {
          Generator<Integer> numbers = slowly(3);
          for (int number : numbers) {
            ran.add(number);
            if (number == 2) {
              break;
            }
          }
          ran.add(sum(numbers));
        });
    assertEquals(List.of(1, 2, 3), ran);
  }

  @Test
  void exceptionOfTheBodyComesOutOfTheLoop() {
    Generator<Integer> fails =
        Generator.of(
            out -> {
              out.yield(1);
              Coroutine.yieldNow();
              throw new IllegalStateException("no more");
            });
    IllegalStateException thrown =
        Carrier.run(
            (SuspendableCallable<IllegalStateException>)
                () -> Thrown.by(IllegalStateException.class, () -> sum(fails)));
    assertEquals("no more", thrown.getMessage());
    assertTrue(
        List.of(thrown.getStackTrace()).stream()
            .anyMatch(row -> row.getMethodName().equals("sum")));
  }

  /** An iterable of the user's, whose iterator is a class of theirs. */
  private record Countdown(int from) implements Iterable<Integer> {
    @Override
    public Steps iterator() {
      return new Steps(from);
    }

    private static final class Steps implements SuspendableIterator<Integer> {
      private int left;

      Steps(int from) {
        left = from;
      }

      @Override
      @Suspendable
      public boolean hasNext() {
        Coroutine.yieldNow();
        return left > 0;
      }

      @Override
      @Suspendable
      public Integer next() {
        return left--;
      }
    }
  }

  @Test
  void iteratorsOfOnesOwnSuspendToo() {
    Carrier.run(
        () -> {
          for (int number : new Countdown(3)) {
            ran.add(number);
          }
        });
    assertEquals(List.of(3, 2, 1), ran);
  }

  private int unannotated(Generator<Integer> numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }

  @Test
  void loopInAMethodThatIsNotSuspendableIsNamed() {
    Carrier.run(
        () -> {
          String message =
              Thrown.by(NotSuspendableException.class, () -> unannotated(slowly(2))).getMessage();
          assertTrue(message.contains("IterationIT#unannotated(Generator)"), message);
        });
  }

  @Test
  void loopOutsideOfACoroutineIsPlainJava() {
    assertEquals(
        3,
        unannotated(
            Generator.of(
                out -> {
                  out.yield(1);
                  out.yield(2);
                })));
  }
}
