import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.testing.Exploration;
import dev.coro.testing.ExplorationError;
import java.time.Duration;

/** Finds the order of two coroutines in which one of them spends what is not there any more. */
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

  @Suspendable
  void run() {
    Coroutine<?> rent = Coroutine.start("rent", () -> pay(70, Duration.ofDays(1)));
    Coroutine<?> food = Coroutine.start("food", () -> pay(50, Duration.ofDays(1)));
    rent.join();
    food.join();
    if (balance < 0) {
      throw new IllegalStateException("balance " + balance);
    }
  }

  /** Looks, waits for the bank, and takes the money although others ran meanwhile. */
  @Suspendable
  void pay(int amount, Duration transfer) {
    if (balance >= amount) {
      Coroutine.sleep(transfer);
      balance -= amount;
    }
  }
}
