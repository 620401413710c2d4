import dev.coro.Continuation;
import dev.coro.Generator;
import dev.coro.Suspendable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A workflow that is written to a file at any of its steps, and goes on in another JVM. */
public class Order {
  @Suspendable
  static void step(String name) {
    System.out.println("at " + name);
    Continuation.suspend();
    System.out.println("behind " + name);
  }

  @Suspendable
  static void process(int number, long price) {
    List<String> log = new ArrayList<>();
    List<String> same = log;
    Object item = new Item("tea");
    double rate = number / 4.0;
    try {
      for (int i = 0; i < 2; i++) {
        pay(3, log, i);
      }
      step("ship");
      for (Generator.Cursor<Integer> parcels = parcels(number); parcels.hasNext(); ) {
        same.add("parcel " + parcels.next());
      }
    } finally {
      System.out.println("finally " + (log == same) + " " + log);
    }
    System.out.println(item + " " + number + " " + price + " " + rate);
  }

  @Suspendable
  static void pay(int depth, List<String> log, int i) {
    if (depth > 0) {
      pay(depth - 1, log, i);
      return;
    }
    step("pay " + i);
    log.add("paid " + i);
  }

  static Generator.Cursor<Integer> parcels(int count) {
    return Generator.<Integer>of(
            out -> {
              for (int i = 1; i < count; i++) {
                step("parcel " + i);
                out.yield(i);
              }
            })
        .iterator();
  }

  /** Either begins, or goes on with what is in the file; then writes it again or says that it ended. */
  public static void main(String[] args) throws Exception {
    Continuation order;
    if (args[0].equals("begin")) {
      order = new Continuation(() -> process(3, 1L << 40));
    } else {
      try (ObjectInputStream in = new ObjectInputStream(new FileInputStream(args[1]))) {
        order = (Continuation) in.readObject();
      }
    }
    if (order.resume()) {
      try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(args[1]))) {
        out.writeObject(order);
      }
    } else {
      System.out.println("ended");
    }
  }
}

class Item implements Serializable {
  private static final long serialVersionUID = 1;
  private final String name;

  Item(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
