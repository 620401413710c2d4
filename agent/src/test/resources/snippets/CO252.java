import dev.coro.*;
import java.io.*;
import java.util.concurrent.atomic.AtomicReference;

/** Wraps the fragment of the section, and its remedy. */
class CO252 {
  static void erroneous() throws Exception {
    // SNIPPET
  }

  static void fixed() throws Exception {
    Continuation continuation = new Continuation(() -> {
      Generator<Integer> generator = Generator.of(out -> out.yield(1));
      int first = generator.iterator().next();
      Continuation.suspend();
      System.out.println("fine " + first);
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
