import dev.coro.*;

/** Wraps the example. Its line numbers stand in the plan that the page shows. */
class Sum {
  @Suspendable
  static int next(int i) {
    Coroutine.yield();
    return i;
  }

  // SNIPPET

  public static void main(String[] args) {
    System.out.println("fine: " + Carrier.run(() -> sum("name", 3)));
  }
}
