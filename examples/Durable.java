import dev.coro.Continuation;
import dev.coro.Suspendable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A workflow that is saved to a file at every step; each run of this program does one step. */
public class Durable {
  @Suspendable
  static void step(List<String> done, String what) {
    System.out.println(what + ", after " + done);
    done.add(what);
    Continuation.suspend();
  }

  @Suspendable
  static void fulfil(String customer) {
    List<String> done = new ArrayList<>();
    step(done, "take the order");
    for (int parcel = 1; parcel <= 2; parcel++) {
      step(done, "send parcel " + parcel);
    }
    System.out.println("thank " + customer + ", after " + done.size() + " steps");
  }

  /** Does the next step; returns whether there are more. */
  static boolean run(Path file) throws IOException, ClassNotFoundException {
    Continuation workflow;
    if (Files.exists(file)) {
      try (var in = new ObjectInputStream(Files.newInputStream(file))) {
        workflow = (Continuation) in.readObject();
      }
    } else {
      workflow = new Continuation(() -> fulfil("Ada"));
    }
    if (!workflow.resume()) {
      Files.deleteIfExists(file);
      return false;
    }
    try (var out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(workflow);
    }
    return true;
  }

  /** With a file, does one step; without one, all of them, each from the file. */
  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      run(Path.of(args[0]));
      return;
    }
    Path file = Files.createTempDirectory("durable").resolve("workflow");
    while (run(file)) {
      System.out.println("-- saved");
    }
    Files.delete(file.getParent());
  }
}
