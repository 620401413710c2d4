import dev.coro.*;

/** Wraps the fragment of the section, and its remedy. */
class CO201 {
  static class Erroneous {
    // SNIPPET
  }

  public static void main(String[] args) {
    if (args[0].equals("erroneous")) {
      Erroneous.main(args);
    }
    new Continuation(() -> Continuation.suspend()).resume();
    System.out.println("fine");
  }
}
