import dev.coro.Carrier;
import dev.coro.Coroutine;
import java.time.Duration;
import java.util.ArrayList;

/** A thousand coroutines sleep for a second each, all at the same time, on one thread. */
public class ThousandSleepers {
  public static void main(String[] args) {
    long start = System.nanoTime();
    int woken = Carrier.run(() -> {
      var sleepers = new ArrayList<Coroutine<Integer>>();
      for (int i = 0; i < 1000; i++) {
        sleepers.add(Coroutine.start(() -> {
          Coroutine.sleep(Duration.ofSeconds(1));
          return 1;
        }));
      }
      int sum = 0;
      for (var sleeper : sleepers) {
        sum += sleeper.join();
      }
      return sum;
    });
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    System.out.println(woken + " sleepers woke up; less than 10 seconds: " + (seconds < 10));
  }
}
