import dev.coro.Continuation;
import dev.coro.Suspendable;

/** Suspends with many activations, and with no memory left for them if the argument says so. */
public class Hungry {
  public static void main(String[] args) {
    boolean hungry = args[0].equals("hungry");
    Continuation continuation = new Continuation(() -> {
      deep(3, false); // Loads all classes, which takes memory too.
      System.out.println(deep(3000, hungry));
    });
    try {
      while (continuation.resume()) {
        System.out.println("suspended");
      }
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
      System.out.println(e.getCause());
    }
    System.out.println("done: " + continuation.isDone());
  }

  @Suspendable
  static int deep(int depth, boolean hungry) {
    if (depth > 0) {
      return deep(depth - 1, hungry) + 1;
    }
    Object[] hog = hungry ? fill() : new Object[0];
    Continuation.suspend();
    return hog.length;
  }

  /** Takes all memory there is, in ever smaller pieces. */
  static Object[] fill() {
    Object[] head = new Object[1];
    for (int size = 1 << 18; size > 0; size /= 2) {
      try {
        while (true) {
          Object[] next = new Object[size];
          next[0] = head;
          head = next;
        }
      } catch (OutOfMemoryError e) {
        // Smaller ones may still fit.
      }
    }
    return head;
  }
}
