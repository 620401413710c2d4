package dev.coro.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.sync.Mutex;
import dev.coro.testing.SimulationContext;
import java.time.Duration;

class TicketsIT {
  @Suspendable
  private static void sell(int[] left, Mutex counter) {
    counter.withLock(
        () -> {
          if (left[0] > 0) {
            Coroutine.sleep(Duration.ofMinutes(1)); // the customer pays
            left[0]--;
          }
        });
  }

  /** Without the lock the last ticket would be sold twice. */
  @CoroutineTest(seeds = 100)
  @Suspendable
  void noTicketIsSoldTwice(SimulationContext context) {
    int[] left = {1};
    Mutex counter = new Mutex();
    var one = Coroutine.start(() -> sell(left, counter));
    var other = Coroutine.start(() -> sell(left, counter));
    one.join();
    other.join();
    assertEquals(0, left[0]);
    assertEquals(Duration.ofMinutes(1), context.time().elapsed());
  }
}
