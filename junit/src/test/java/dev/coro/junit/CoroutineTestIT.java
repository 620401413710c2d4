package dev.coro.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.testing.SimulationContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class CoroutineTestIT {
  private static final Duration YEAR = Duration.ofDays(365);

  @CoroutineTest
  @Suspendable
  void aYearPasses(SimulationContext context) {
    Coroutine.sleep(YEAR);
    assertEquals(YEAR, context.time().elapsed());
  }

  @CoroutineTest(seeds = 20, pctDepth = 2, timeoutSeconds = 0)
  @Suspendable
  void manySeeds() {
    int[] sum = {0};
    Coroutine.start(() -> sum[0]++).join();
    assertEquals(1, sum[0]);
  }

  /** Run by the tests below only. */
  static class Failing {
    @CoroutineTest
    void notSuspendable() {
      Coroutine.sleep(YEAR);
    }

    @CoroutineTest
    @Suspendable
    void leak() {
      Coroutine.start("sleeper", () -> Coroutine.sleep(YEAR));
    }

    @CoroutineTest(timeoutSeconds = 1)
    @Suspendable
    void blocks() throws InterruptedException {
      new CountDownLatch(1).await();
    }

    @CoroutineTest(seeds = 50)
    @Suspendable
    void lostUpdate() {
      int[] sum = {0};
      var one = Coroutine.start(() -> add(sum));
      var two = Coroutine.start(() -> add(sum));
      one.join();
      two.join();
      assertEquals(2, sum[0]);
    }

    @Suspendable
    private static void add(int[] sum) {
      int before = sum[0];
      Coroutine.yieldNow();
      sum[0] = before + 1;
    }
  }

  private static String messageOf(String method) {
    var listener = new SummaryGeneratingListener();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(Failing.class, method))
            .build();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary().getFailures().stream()
        .map(failure -> String.valueOf(failure.getException().getMessage()))
        .findFirst()
        .orElse("passed");
  }

  @Test
  void aMethodThatCannotSuspendIsNamed() {
    String message = messageOf("notSuspendable");
    assertTrue(message.startsWith("[CO204] "), message);
    assertTrue(message.contains("notSuspendable"), message);
  }

  @Test
  void leaksTimeoutsAndBugsAreReported() {
    String leak = messageOf("leak");
    assertTrue(leak.startsWith("[CO242] ") && leak.contains("'sleeper'"), leak);
    String blocks = messageOf("blocks");
    assertTrue(blocks.startsWith("[CO245] ") && blocks.contains("blocks("), blocks);
    String found = messageOf("lostUpdate");
    assertTrue(found.startsWith("[CO246] ") && found.contains("-Dcoro.seed="), found);
  }
}
