import dev.coro.*;
import java.io.*;
import java.util.concurrent.atomic.AtomicReference;

/** Wraps the fragment of the section, and its remedy. */
class CO254 {
  static void erroneous() throws Exception {
    // SNIPPET
  }

  static void fixed() throws Exception {
    Continuation continuation = new Continuation(() -> {
      Continuation.suspend();
      Thread worker = Thread.currentThread();
      System.out.println("fine, " + worker);
    });
    continuation.resume();
    new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(continuation);
    continuation.resume();
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("erroneous")) {
      erroneous();
    } else {
      fixed();
    }
  }
}
