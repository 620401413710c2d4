import dev.coro.*;

/** Wraps the fragment of the section, and its remedy. */
class CO207 {
  static void erroneous() {
    // SNIPPET
  }

  static void fixed() {
    Carrier.run(
        () -> {
          Coroutine<?> self = Coroutine.current();
          Coroutine.start("other", () -> self.join());
        });
    System.out.println("fine");
  }

  public static void main(String[] args) {
    if (args[0].equals("erroneous")) {
      erroneous();
    } else {
      fixed();
    }
  }
}
