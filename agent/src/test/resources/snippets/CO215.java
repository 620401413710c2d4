import dev.coro.*;

/** Wraps the fragment of the section, and its remedy. */
class CO215 {
  static Generator<Integer> erroneous() {
    return
        // SNIPPET
  }

  static Generator<Integer> fixed() {
    return Generator.<Integer>of(
        out -> {
          try {
            out.yield(1);
          } finally {
            System.out.println("fine");
          }
        });
  }

  public static void main(String[] args) {
    Generator<Integer> numbers = args[0].equals("erroneous") ? erroneous() : fixed();
    numbers.iterator().next();
    numbers.close();
  }
}
