import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.time.Duration;

/** A computation and a clock on one carrier: the clock ticks, since the computation is preemptible. */
public class Slices {
  private static boolean done;

  public static void main(String[] args) {
    Carrier.run(() -> {
      Coroutine.start(Slices::clock);
      System.out.println("the longest way to 1 begins at " + longestWay(1_000_000));
      done = true;
    });
  }

  @Suspendable
  private static void clock() {
    int ticks = 0;
    while (!done) {
      Coroutine.sleep(Duration.ofMillis(1));
      ticks++;
    }
    System.out.println("the clock has ticked meanwhile: " + (ticks > 1));
  }

  /** Collatz's sequences: halve what is even, treble what is odd and add one. */
  @Suspendable(preemptible = true)
  private static int longestWay(int limit) {
    int longest = 0;
    int best = 1;
    for (int i = 1; i < limit; i++) {
      int steps = 0;
      for (long n = i; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
        steps++;
      }
      if (steps > longest) {
        longest = steps;
        best = i;
      }
    }
    return best;
  }
}
