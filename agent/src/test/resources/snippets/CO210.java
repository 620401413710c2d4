import dev.coro.*;
import dev.coro.Generator.Output;

/** Wraps the fragment of the section, and its remedy. */
class CO210 {
  @SuppressWarnings("unchecked")
  static void erroneous() {
    // SNIPPET
  }

  @Suspendable
  static void one(Output<Integer> out) {
    out.yield(1);
  }

  public static void main(String[] args) {
    if (args[0].equals("erroneous")) {
      erroneous();
    } else {
      System.out.println("fine: " + Generator.<Integer>of(out -> one(out)).iterator().next());
    }
  }
}
