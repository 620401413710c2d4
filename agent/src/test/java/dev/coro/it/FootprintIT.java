package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a parked coroutine takes, measured as the growth of the heap. */
class FootprintIT {
  private static final int COROUTINES = 250_000;

  /** With their places in the heap of timers and in the queue of the ready ones. */
  private static final int MOST_BYTES = 200;

  @Test
  void aSleeperWithThreeLiveLocalsTakesNoMoreThanTwoHundredBytes() {
    int[] sums = new int[COROUTINES];
    Coroutine<?>[] sleepers = new Coroutine<?>[COROUTINES];
    long bytes =
        Carrier.run(
            () -> {
              long before = usedAfterCollection();
              for (int i = 0; i < COROUTINES; i++) {
                int number = i;
                String text = "shared";
                sleepers[i] =
                    Coroutine.start(
                        () -> {
                          Coroutine.sleep(Duration.ofHours(1));
                          sums[number] = text.length();
                        });
              }
              Coroutine.yield();
              long after = usedAfterCollection();
              for (Coroutine<?> sleeper : sleepers) {
                sleeper.cancel();
              }
              return after - before;
            });
    double each = (double) bytes / COROUTINES;
    assertTrue(each <= MOST_BYTES, each + " bytes");
    assertTrue(each >= MOST_BYTES / 2.0, each + " bytes: they were not all there");
  }

  private static long usedAfterCollection() {
    var memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
