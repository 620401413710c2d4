import dev.coro.*;
import java.util.List;

/** Wraps the fragment of the section, and its remedy. */
class CO204 {
  record Job() {}

  static class Erroneous {
    // SNIPPET
  }

  static class Fixed {
    @Suspendable
    static void plain() {
      Continuation.suspend();
    }

    @Suspendable
    static void each(List<Job> jobs) {
      for (Job job : jobs) {
        Continuation.suspend();
      }
    }
  }

  public static void main(String[] args) {
    if (args[0].equals("erroneous")) {
      try {
        new Continuation(() -> Erroneous.plain()).resume();
      } catch (NotSuspendableException e) {
        System.err.println(e.getMessage());
        new Continuation(() -> Erroneous.each(List.of(new Job()))).resume();
      }
    } else {
      new Continuation(() -> Fixed.plain()).resume();
      new Continuation(() -> Fixed.each(List.of(new Job()))).resume();
      System.out.println("fine");
    }
  }
}
