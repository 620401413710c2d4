import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.TaskScope;
import java.time.Duration;

/** Would have to suspend, where nothing is instrumented. */
public class Agentless {
  public static void main(String[] arguments) {
    Carrier.run(
        () -> {
          try (var scope = TaskScope.open()) {
            scope.fork(
                () -> {
                  Coroutine.sleep(Duration.ofSeconds(1));
                  return 1;
                });
          }
        });
  }
}
