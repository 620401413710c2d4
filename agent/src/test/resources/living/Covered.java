import dev.coro.Continuation;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;

/** A program whose coverage is measured: as plain Java, or suspended wherever it can be. */
public class Covered {
  private final int base;
  private int sum;

  Covered(int base) {
    this.base = base;
  }

  @Suspendable
  int loop(int n) {
    int total = 0;
    for (int i = 0; i < n; i++) {
      if (i % 2 == 0) {
        total += Pause.at(i);
      } else if (i > 100) {
        total -= Pause.at(i);
      }
    }
    return total;
  }

  @Suspendable
  int handled(int x) {
    try {
      if (Pause.at(x) > 1) {
        throw new IllegalStateException("thrown");
      }
      sum += 1;
    } catch (IllegalStateException e) {
      sum += Pause.at(10);
    } finally {
      sum += Pause.at(100);
      sum++;
    }
    return sum;
  }

  @Suspendable
  String text(String kind) {
    switch (Pause.text(kind)) {
      case "a":
        return "A" + Pause.at(base);
      case "b":
        return "B" + Pause.at(base) + Pause.at(base + 1);
      default:
        return "never";
    }
  }

  @Suspendable
  long wide(long a, double b) {
    long c = a + Pause.at(1);
    double d = b * Pause.at(2);
    boolean larger = c > d && Pause.at(3) > 2 || Pause.at(4) == 5;
    return larger ? c : Pause.at(5);
  }

  @Suspendable
  int lambda() {
    int[] seen = {base};
    SuspendableRunnable task =
        () -> {
          seen[0] += Pause.at(5);
          if (seen[0] < 0) {
            seen[0] = Pause.at(0);
          }
          seen[0]++;
        };
    try {
      task.run();
      task.run();
    } catch (Exception e) {
      return -1;
    }
    return seen[0];
  }

  @Suspendable
  static int never() {
    int x = Pause.at(1);
    return x + 1;
  }

  @Suspendable
  String all() {
    return loop(7) + " " + handled(1) + " " + handled(2) + " " + text("a") + text("b") + " "
        + wide(3, 0.5) + " " + lambda();
  }
}

class Pause {
  static boolean suspends;
  static int count;

  @Suspendable
  static int at(int value) {
    if (suspends) {
      count++;
      Continuation.suspend();
    }
    return value;
  }

  @Suspendable
  static String text(String value) {
    at(0);
    return value;
  }
}

class CoveredMain {
  public static void main(String[] args) {
    Pause.suspends = args[0].equals("suspended");
    String[] result = new String[1];
    int resumed = 0;
    if (Pause.suspends) {
      Continuation continuation = new Continuation(() -> result[0] = new Covered(3).all());
      while (continuation.resume()) {
        resumed++;
      }
    } else {
      result[0] = new Covered(3).all();
    }
    System.out.println(result[0]);
    System.out.println(resumed + " " + Pause.count);
  }
}
