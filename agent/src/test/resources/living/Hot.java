import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;

/** Suspendable methods that run often and never suspend. */
public class Hot {
  private static boolean never;

  public static void main(String[] arguments) {
    Carrier.run(
        () -> {
          int sum = 0;
          for (int i = 0; i < 200; i++) {
            sum += recursion(16) + loop(10_000);
          }
          System.out.println(sum);
        });
  }

  @Suspendable
  private static int recursion(int n) {
    if (never) {
      Coroutine.yieldNow();
    }
    return n < 2 ? n : recursion(n - 1) + recursion(n - 2);
  }

  @Suspendable
  private static int loop(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum = sum * 31 + i;
      if (sum == -1 && never) {
        Coroutine.yieldNow();
      }
    }
    return sum;
  }
}
