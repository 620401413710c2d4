import dev.coro.CarrierGroup;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.util.ArrayList;
import java.util.List;

/** Counts the primes below a million on all cores: a carrier for each, and one channel of work. */
public class Cores {
  public static void main(String[] args) {
    Channel<Integer> starts = Channel.<Integer>unlimited().shared();
    for (int start = 0; start < 1_000_000; start += 10_000) {
      starts.trySend(start);
    }
    starts.close();
    try (CarrierGroup cores = CarrierGroup.open("cores")) {
      List<Coroutine<Integer>> counters = new ArrayList<>();
      for (int i = 0; i < cores.carriers().size(); i++) {
        counters.add(cores.start(() -> count(starts)));
      }
      int primes = 0;
      for (Coroutine<Integer> counter : counters) {
        primes += counter.join();
      }
      System.out.println(primes + " primes");
    }
  }

  @Suspendable
  static int count(Channel<Integer> starts) {
    int primes = 0;
    for (int start : starts) {
      for (int n = start; n < start + 10_000; n++) {
        primes += isPrime(n) ? 1 : 0;
      }
    }
    return primes;
  }

  static boolean isPrime(int n) {
    for (int d = 2; d * d <= n; d++) {
      if (n % d == 0) {
        return false;
      }
    }
    return n > 1;
  }
}
