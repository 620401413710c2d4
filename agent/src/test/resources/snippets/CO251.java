import dev.coro.*;
import java.io.*;
import java.util.concurrent.atomic.AtomicReference;

/** Wraps the fragment of the section, and its remedy. */
class CO251 {
  static final Object lock = new Object();

  static void erroneous() throws Exception {
    // SNIPPET
  }

  static void fixed() throws Exception {
    Continuation continuation = new Continuation(() -> {
      synchronized (lock) {
        System.out.println("fine");
      }
      Continuation.suspend();
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
