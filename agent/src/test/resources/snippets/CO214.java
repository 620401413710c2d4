import dev.coro.*;

/** Wraps the fragment of the section, and its remedy. */
class CO214 {
  static void erroneous() {
    // SNIPPET
  }

  static void fixed() {
    Coroutine<?>[] two = new Coroutine<?>[2];
    Carrier.run(
        () -> {
          two[0] = Coroutine.start("a", () -> { two[1].join(); });
          two[1] = Coroutine.start("b", () -> {});
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
