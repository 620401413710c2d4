import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.testing.Exploration;
import dev.coro.testing.ExplorationError;
import java.time.Duration;

/** Finds the order in which the rent is due a moment before the salary comes. */
public class Explored {
  private int balance = 100;

  public static void main(String[] args) {
    try {
      Exploration.ofSeeds(100).explore(() -> new Explored().run());
      System.out.println("no order does any harm");
    } catch (ExplorationError e) {
      System.out.println("found: " + e.getCause().getMessage());
    }
  }

  /** First come, first served, all is well: the salary was sent first. */
  @Suspendable
  void run() {
    Coroutine<?> salary = Coroutine.start("salary", () -> transfer(50));
    Coroutine<?> rent = Coroutine.start("rent", () -> transfer(-120));
    salary.join();
    rent.join();
  }

  @Suspendable
  void transfer(int amount) {
    Coroutine.sleep(Duration.ofDays(1));
    if (balance + amount < 0) {
      throw new IllegalStateException("a balance of " + balance + " is too little");
    }
    balance += amount;
  }
}
