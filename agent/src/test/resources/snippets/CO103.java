import dev.coro.*;

/** Wraps the fragment of the section, and its remedy; run with the option monitors=refuse. */
class CO103 {
  static class Erroneous {
    // SNIPPET
  }

  static class Fixed {
    @Suspendable
    void refill() {
      synchronized (this) {
        System.out.println("fine");
      }
      Coroutine.yield();
    }
  }

  public static void main(String[] args) {
    if (args[0].equals("erroneous")) {
      Carrier.run(() -> new Erroneous().refill());
    } else {
      Carrier.run(() -> new Fixed().refill());
    }
  }
}
