import dev.coro.Generator;

/** An endless sequence, computed only as far as somebody asks for it. */
public class Generators {
  public static void main(String[] args) {
    Generator<Long> fibonacci = Generator.of(out -> {
      long a = 0;
      long b = 1;
      while (true) {
        out.yield(a);
        long next = a + b;
        a = b;
        b = next;
      }
    });
    for (long number : fibonacci) {
      if (number > 100) {
        break;
      }
      System.out.print(number + " ");
    }
    System.out.println();
    fibonacci.close();
  }
}
