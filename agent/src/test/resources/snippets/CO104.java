import dev.coro.*;
import java.time.Duration;

/** Wraps the fragment of the section, and its remedy. */
class CO104 {
  static class Erroneous {
    @Suspendable
    static Object connect() {
      return new Connection();
    }
  }

  static class Fixed {
    @Suspendable
    static Fixed connect() {
      Coroutine.sleep(Duration.ofMillis(1));
      return new Fixed();
    }
  }

  public static void main(String[] args) {
    boolean erroneous = args[0].equals("erroneous");
    Object made = Carrier.run(() -> erroneous ? Erroneous.connect() : Fixed.connect());
    System.out.println("fine: " + made);
  }
}

// SNIPPET
