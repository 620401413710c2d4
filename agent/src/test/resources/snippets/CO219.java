import dev.coro.*;
import java.util.ArrayDeque;
import java.util.Queue;

/** Wraps the fragment of the section, and its remedy. */
class CO219 {
  record Job() {}

  static class Erroneous {
    final Queue<Job> jobs = new ArrayDeque<>();

    // SNIPPET
  }

  public static void main(String[] args) {
    if (args[0].equals("erroneous")) {
      Carrier.run(() -> new Erroneous().take());
    } else {
      Job job =
          Carrier.run(
              () -> {
                Coroutine<Job> maker = Coroutine.start(() -> new Job());
                return maker.join();
              });
      System.out.println("fine: " + job);
    }
  }
}
