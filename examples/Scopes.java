import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Joiner;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import java.time.Duration;
import java.util.List;

/** Children that end before their block does, and a task that may not take too long. */
public class Scopes {
  public static void main(String[] args) {
    Carrier.run(() -> {
      try (var scope = TaskScope.open(Joiner.<String>allSuccessfulOrThrow())) {
        scope.fork(() -> fetch("tea", 20));
        scope.fork(() -> fetch("milk", 10));
        List<String> fetched = scope.join();
        System.out.println(fetched);
      }
      boolean inTime = CancelScope.moveOnAfter(Duration.ofMillis(50), () -> fetch("sugar", 60_000));
      System.out.println("sugar in time: " + inTime);
    });
  }

  @Suspendable
  static String fetch(String what, long millis) {
    try {
      Coroutine.sleep(Duration.ofMillis(millis));
      return what;
    } finally {
      System.out.println(what + ": done or cancelled");
    }
  }
}
