import dev.coro.*;

/** Wraps the fragment of the section, and its remedy. */
class CO205 {
  static void erroneous(Continuation continuation) {
    // SNIPPET
  }

  static void fixed(Continuation continuation) {
    while (continuation.resume()) {}
    System.out.println("fine");
  }

  public static void main(String[] args) {
    Continuation continuation = new Continuation(() -> Continuation.suspend());
    if (args[0].equals("erroneous")) {
      erroneous(continuation);
    } else {
      fixed(continuation);
    }
  }
}
