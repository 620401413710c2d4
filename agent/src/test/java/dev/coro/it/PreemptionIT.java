package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import dev.coro.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Code that computes for ever unless another coroutine, which only time slices let run, stops it. A
 * thread of its own for each test is left behind if it does.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreemptionIT {
  private static final CarrierSettings SHORT_SLICES =
      CarrierSettings.named("sliced").withSlice(Duration.ofMillis(2));

  /** Plain: all are on one thread. */
  private boolean stop;

  private long work;

  // ---- loops without end

  static Stream<Arguments> loops() {
    return Stream.of(
        loop("while", PreemptionIT::whileLoop),
        loop("do", PreemptionIT::doLoop),
        loop("counting up", PreemptionIT::countingUp),
        loop("counting down by three", PreemptionIT::countingDown),
        loop("counting in a do loop", PreemptionIT::countingDo),
        loop("counting a long", PreemptionIT::countingLong),
        loop("counting in branches", PreemptionIT::countingInBranches),
        loop("continue", PreemptionIT::continuing),
        loop("labelled", PreemptionIT::labelled),
        loop("try", PreemptionIT::trying),
        loop("iterator", PreemptionIT::iterating),
        loop("recursion", PreemptionIT::recursing),
        loop("monitor", PreemptionIT::synchronizing),
        loop("lambda", PreemptionIT::inLambda));
  }

  @FunctionalInterface
  interface Loop {
    @Suspendable
    void run(PreemptionIT test);
  }

  private static Arguments loop(String name, Loop loop) {
    return Arguments.of(name, loop);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loops")
  void loopWithoutEndLetsOthersRun(String name, Loop loop) {
    Carrier.run(
        SHORT_SLICES,
        () -> {
          Coroutine.start(() -> loop.run(this));
          Coroutine.sleep(Duration.ofMillis(5));
          stop = true;
        });
    assertTrue(work > 0);
  }

  @Suspendable(preemptible = true)
  private void whileLoop() {
    while (!stop) {
      work++;
    }
  }

  @Suspendable(preemptible = true)
  private void doLoop() {
    do {
      work++;
    } while (!stop);
  }

  @Suspendable(preemptible = true)
  private void countingUp() {
    int[] values = {1, 2, 3};
    for (int i = 0; !stop; i++) {
      work += values[(i & 0xFF) % 3];
    }
  }

  @Suspendable(preemptible = true)
  private void countingDown() {
    for (int i = Integer.MAX_VALUE; !stop; i -= 3) {
      work += i & 1;
    }
  }

  @Suspendable(preemptible = true)
  private void countingDo() {
    int i = 0;
    do {
      work++;
      i++;
    } while (!stop);
    assertTrue(i != 0 || work > 0);
  }

  @Suspendable(preemptible = true)
  private void countingLong() {
    for (long i = 0; !stop; i++) {
      work += i & 3;
    }
  }

  /** Not every round counts, so that counting alone would never come to an end. */
  @Suspendable(preemptible = true)
  private void countingInBranches() {
    int i = 0;
    while (!stop) {
      if (work++ < 0) {
        i++;
      }
    }
    assertEquals(0, i);
  }

  @Suspendable(preemptible = true)
  private void continuing() {
    for (int i = 0; ; i++) {
      if (i % 3 == 0) {
        continue;
      } else if (stop) {
        return;
      }
      work++;
    }
  }

  @Suspendable(preemptible = true)
  private void labelled() {
    outer:
    while (true) {
      for (int i = 0; i < 3; i++) {
        if (stop) {
          break outer;
        } else if (i == 1) {
          continue outer;
        }
        work++;
      }
    }
  }

  @Suspendable(preemptible = true)
  private void trying() {
    while (!stop) {
      try {
        work++;
        if (work % 1000 == 0) {
          throw new IllegalStateException("again");
        }
      } catch (IllegalStateException e) {
        work += 2;
      } finally {
        work++;
      }
    }
  }

  @Suspendable(preemptible = true)
  private void iterating() {
    List<Integer> list = List.of(1, 2, 3);
    Iterator<Integer> numbers = Stream.generate(() -> list).flatMap(List::stream).iterator();
    while (numbers.hasNext() && !stop) {
      work += numbers.next();
    }
  }

  @Suspendable(preemptible = true)
  private void recursing() {
    if (!stop) {
      tree(20);
      recursing();
    }
  }

  @Suspendable(preemptible = true)
  private int tree(int depth) {
    work++;
    return depth == 0 || stop ? 1 : tree(depth - 1) + tree(depth - 1);
  }

  @Suspendable(preemptible = true)
  private void synchronizing() {
    while (!stop) {
      synchronized (this) {
        for (int i = 0; i < 1000 && !stop; i++) {
          work++;
        }
      }
    }
  }

  @Suspendable(preemptible = true)
  private void inLambda() {
    SuspendableRunnable spin =
        () -> {
          while (!stop) {
            work++;
          }
        };
    try {
      spin.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A type of which all is preemptible. */
  @Suspendable(preemptible = true)
  private static final class Spinner {
    boolean stop;

    void spin() {
      while (!stop) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void annotationOfATypeIsForItsMethods() {
    Spinner spinner = new Spinner();
    Carrier.run(
        SHORT_SLICES,
        () -> {
          Coroutine.start(spinner::spin);
          Coroutine.yieldNow();
          spinner.stop = true;
        });
  }

  // ---- who runs when

  /** One that never sleeps does not keep those from running that have used up their slices. */
  @Test
  void preemptedOnesGetTheirTurn() {
    long[] rounds = new long[1];
    Carrier.run(
        SHORT_SLICES,
        () -> {
          Coroutine.start(this::whileLoop);
          Coroutine.start(this::whileLoop);
          long seen = 0;
          for (int turns = 0; turns < 5; ) {
            rounds[0]++;
            Coroutine.yieldNow();
            if (work != seen) {
              seen = work;
              turns++;
            }
          }
          stop = true;
        });
    assertTrue(rounds[0] > 64, () -> rounds[0] + " rounds");
  }

  /** The loop goes on between two wake-ups, however short they follow on each other. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void sleepersAreNotStarvedByManyLoops(int wakeUpsFirst) {
    CarrierSettings settings =
        wakeUpsFirst == 0 ? SHORT_SLICES : SHORT_SLICES.withWakeUpsFirst(wakeUpsFirst);
    Carrier.run(
        settings,
        () -> {
          for (int i = 0; i < 5; i++) {
            Coroutine.start(this::whileLoop);
          }
          for (int i = 0; i < 20; i++) {
            long before = work;
            Coroutine.sleep(Duration.ofMillis(1));
            assertTrue(work > before || i == 0);
          }
          stop = true;
        });
  }

  @Test
  void preemptionGoesThroughAGenerator() {
    List<Integer> seen = new ArrayList<>();
    Carrier.run(
        SHORT_SLICES,
        () -> {
          Coroutine.start(
              () -> {
                Generator<Integer> generator =
                    Generator.of(
                        out -> {
                          out.yield(1);
                          whileLoop();
                          out.yield(2);
                        });
                for (int number : generator) {
                  seen.add(number);
                }
              });
          Coroutine.sleep(Duration.ofMillis(5));
          assertEquals(List.of(1), seen);
          stop = true;
        });
    assertEquals(List.of(1, 2), seen);
  }

  // ---- where nothing is preempted

  /** A comparator is called by code of the JDK: the loop in it runs to its end. */
  @Test
  void activationsThatCannotBeSavedKeepTheCarrier() {
    List<String> order = new ArrayList<>();
    Carrier.run(
        SHORT_SLICES,
        () -> {
          Coroutine.start(
              () -> {
                order.add("sum " + pinned(() -> spinFor(Duration.ofMillis(30))));
              });
          Coroutine.yieldNow();
          order.add("other");
        });
    assertEquals(List.of("sum 1", "other"), order);
  }

  private static int pinned(IntSupplier body) {
    return Stream.of(1).mapToInt(one -> body.getAsInt()).sum();
  }

  @Suspendable(preemptible = true)
  private static int spinFor(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    return 1;
  }

  @Test
  void virtualClockKnowsNoSlices() {
    List<String> order = new ArrayList<>();
    Carrier.run(
        SHORT_SLICES.withTimeSource(new VirtualTime()),
        () -> {
          Coroutine.start(
              () -> {
                spinFor(Duration.ofMillis(30));
                order.add("loop");
              });
          Coroutine.yieldNow();
          order.add("other");
        });
    assertEquals(List.of("loop", "other"), order);
  }

  @Test
  void plainThreadsAndContinuationsAreNotSuspended() {
    spinFor(Duration.ofMillis(30));
    Continuation continuation = new Continuation(() -> spinFor(Duration.ofMillis(30)));
    assertEquals(false, continuation.resume());
  }

  // ---- what is computed

  /** Locals of all kinds, arrays and nested loops come out the same with many interruptions. */
  @Test
  void resultsAreThoseOfPlainCode() {
    int tasks = 12;
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      expected.add(Plain.compute(i));
    }
    String[] results = new String[tasks];
    Carrier.run(
        CarrierSettings.named("computing").withSlice(Duration.ofMillis(1)),
        () -> {
          for (int i = 0; i < tasks; i++) {
            int number = i;
            Coroutine.start(() -> results[number] = Preempted.compute(number));
          }
        });
    assertEquals(expected, Arrays.asList(results));
  }

  /** The computation, as it is. */
  private static class Plain {
    static String compute(int seed) {
      return new Computation(seed).run();
    }
  }

  /** The same, preemptible. */
  private static class Preempted {
    @Suspendable
    static String compute(int seed) {
      return new Computation(seed).run();
    }
  }

  /** Outside of coroutines it is plain code. */
  @Suspendable(preemptible = true)
  private static final class Computation {
    private final Random random;

    Computation(int seed) {
      random = new Random(seed);
    }

    String run() {
      int[] values = new int[600];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(1000);
      }
      int swaps = 0;
      for (int i = 0; i < values.length; i++) {
        for (int j = 0; j + 1 < values.length - i; j++) {
          if (values[j] > values[j + 1]) {
            int other = values[j];
            values[j] = values[j + 1];
            values[j + 1] = other;
            swaps++;
          }
        }
      }
      double sum = 0;
      long product = 1;
      for (int i = values.length - 1; i >= 0; i -= 2) {
        sum += Math.sqrt(values[i]);
        product = product * 31 + values[i];
      }
      float small = 0;
      for (long l = 0; l < 100_000; l++) {
        small += l % 7;
      }
      return swaps + " " + sum + " " + product + " " + small + " " + fibonacci(18);
    }

    private int fibonacci(int n) {
      return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }
  }

  // ---- settings

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT10.001S"})
  void sliceOutOfRangeIsRefused(String slice) {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> CarrierSettings.named("sliced").withSlice(Duration.parse(slice)));
    assertTrue(
        thrown.getMessage().startsWith("[CO283] the time slice of carrier 'sliced' is '"),
        thrown::getMessage);
  }
}
