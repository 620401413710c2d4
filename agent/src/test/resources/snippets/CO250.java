import dev.coro.*;
import java.io.*;
import java.util.concurrent.atomic.AtomicReference;

/** Wraps the fragment of the section, and its remedy. */
class CO250 {
  static void erroneous() throws Exception {
    // SNIPPET
  }

  static void fixed() throws Exception {
    Continuation continuation = new Continuation(() -> {
      Continuation.suspend();
      System.out.println("fine");
    });
    continuation.resume();
    continuation.fork().resume();
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("erroneous")) {
      erroneous();
    } else {
      fixed();
    }
  }
}
