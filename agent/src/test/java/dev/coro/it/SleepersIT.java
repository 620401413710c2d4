package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Blocking;
import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.testing.VirtualTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Very many coroutines that sleep; a million with {@code -Dcoro.sleepers=1000000}. */
@Timeout(300)
class SleepersIT {
  private static final int SLEEPERS = Integer.getInteger("coro.sleepers", 100_000);

  @Test
  void theyWakeInTheOrderOfTheirDeadlinesAndEqualOnesInTheOrderInWhichTheyWentToSleep() {
    // Time stands still while they fall asleep, so deadlines are exact.
    CarrierSettings settings = CarrierSettings.named("sleepers").withTimeSource(new VirtualTime());
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] millis = new int[SLEEPERS];
    int[] woken = new int[SLEEPERS];
    AtomicInteger count = new AtomicInteger();
    try (Carrier carrier = Carrier.open(settings)) {
      carrier
          .start(
              "all",
              () -> {
                for (int i = 0; i < SLEEPERS; i++) {
                  int number = i;
                  millis[i] = 1 + random.nextInt(SLEEPERS / 4);
                  Coroutine.start(
                      () -> {
                        Coroutine.sleep(Duration.ofMillis(millis[number]));
                        woken[count.getAndIncrement()] = number;
                      });
                }
              })
          .join();
    }
    assertEquals(SLEEPERS, count.get());
    for (int i = 1; i < SLEEPERS; i++) {
      int earlier = woken[i - 1];
      int later = woken[i];
      boolean inOrder =
          millis[earlier] < millis[later] || (millis[earlier] == millis[later] && earlier < later);
      assertTrue(inOrder, () -> earlier + " before " + later + ", seed " + seed);
    }
  }

  @Test
  void theyTakeNoProcessorTimeWhileTheySleep() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    AtomicLong used = new AtomicLong();
    Carrier.run(
        () -> {
          long carrier = Thread.currentThread().getId();
          Coroutine<?>[] sleepers = new Coroutine<?>[SLEEPERS];
          for (int i = 0; i < SLEEPERS; i++) {
            sleepers[i] = Coroutine.start(() -> Coroutine.sleep(Duration.ofHours(1)));
          }
          Blocking.<Void>call(
              () -> {
                while (sleepers[SLEEPERS - 1].state() != Coroutine.State.PARKED) {
                  Thread.sleep(10);
                }
                Thread.sleep(100); // Until the carrier has parked its thread.
                long before = threads.getThreadCpuTime(carrier);
                Thread.sleep(1000);
                used.set(threads.getThreadCpuTime(carrier) - before);
                return null;
              });
          for (Coroutine<?> sleeper : sleepers) {
            sleeper.cancel();
          }
        });
    assertTrue(used.get() < 1_000_000, used + " ns in a second");
  }
}
