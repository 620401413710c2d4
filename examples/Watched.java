import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.Watchdog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A coroutine that computes without end is named by a watchdog, which here ends it, too. */
public class Watched {
  private static final CountDownLatch enough = new CountDownLatch(1);

  public static void main(String[] args) {
    Watchdog watchdog =
        new Watchdog(
            Duration.ofMillis(100),
            step -> {
              System.out.println("'" + step.coroutine() + "' keeps carrier '" + step.carrier() + "'");
              enough.countDown();
            });
    Carrier.run(
        CarrierSettings.named("shop").withWatchdog(watchdog),
        () -> {
          Coroutine.start("price list", () -> compute());
          Coroutine.sleep(Duration.ofMillis(1));
          System.out.println("the others go on");
        });
  }

  @Suspendable
  static void compute() {
    while (enough.getCount() > 0) {
      Thread.onSpinWait(); // A yieldNow() from time to time would be fair to the others.
    }
  }
}
