import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.RunOrder;
import dev.coro.TimeSource;
import java.time.Duration;

/** A carrier with an order and a clock of its own. */
public class OwnOrder {
  /** A clock that jumps to the next deadline when all wait. */
  private static final class Skipping implements TimeSource {
    private long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public boolean skipTo(long nanoTime) {
      now = nanoTime;
      return true;
    }
  }

  public static void main(String[] args) {
    RunOrder lastFirst = ready -> ready.size() - 1;
    Skipping clock = new Skipping();
    Carrier.run(
        CarrierSettings.named("own").withOrder(lastFirst).withTimeSource(clock),
        () -> {
          for (int i = 1; i <= 3; i++) {
            int number = i;
            Coroutine.start(
                () -> {
                  System.out.println(number + " begins");
                  Coroutine.sleep(Duration.ofDays(number));
                  System.out.println(number + " wakes up");
                });
          }
        });
    System.out.println(Duration.ofNanos(clock.now).toDays() + " days");
  }
}
