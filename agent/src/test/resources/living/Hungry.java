import dev.coro.Carrier;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import java.time.Duration;

/** Suspends with many activations, and with no memory left for them if the argument says so. */
public class Hungry {
  public static void main(String[] args) {
    if (args[0].equals("scope")) {
      inScope();
      return;
    } else if (args[0].equals("nested")) {
      nested();
      return;
    }
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

  /** A coroutine that breaks with a task scope open, in which a child sleeps. */
  static void inScope() {
    Carrier.run(() -> {
      Coroutine<?> owner = Coroutine.start("owner", () -> {
        deepIn(3, false);
        TaskScope<Object, ?> scope = TaskScope.open();
        scope.fork("child", () -> {
          try {
            Coroutine.sleep(Duration.ofDays(1));
          } finally {
            System.out.println("the child ends");
          }
        });
        Coroutine.yieldNow();
        deepIn(3000, true);
        scope.join();
      });
      try {
        owner.join();
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage().substring(0, 7));
        System.out.println(e.getSuppressed()[0].getMessage().substring(0, 7));
      }
    });
    System.out.println("the carrier has ended");
  }

  /** A continuation that breaks when the coroutine around it suspends, and one in between. */
  static void nested() {
    Carrier.run(() -> {
      deepIn(3, false);
      Continuation between = new Continuation(() -> {
        Continuation inner = new Continuation(() -> deepIn(3000, true));
        try {
          inner.resume();
        } catch (IllegalStateException e) {
          System.out.println(e.getMessage().substring(0, 7));
        }
        Continuation.suspend();
        Coroutine.yieldNow();
      });
      System.out.println("suspended: " + between.resume());
      System.out.println("suspended: " + between.resume());
    });
    System.out.println("the carrier has ended");
  }

  @Suspendable
  static int deepIn(int depth, boolean hungry) {
    if (depth > 0) {
      return deepIn(depth - 1, hungry) + 1;
    }
    Object[] hog = hungry ? fill() : new Object[0];
    Coroutine.yieldNow();
    return hog.length;
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
