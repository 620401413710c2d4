import dev.coro.Coroutine;
import dev.coro.testing.Simulation;
import java.time.Duration;

/** The fragment of docs/testing.md. */
public class Testing {
  public static void main(String[] args) {
// SNIPPET
    System.out.println("fine");
  }
}
