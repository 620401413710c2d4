import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Ready;
import dev.coro.Suspendable;
import dev.coro.TaskScope;

/** A service that others use only once it is ready, and that is stopped at the end of the block. */
public class Startup {
  private final Channel<String> requests = Channel.rendezvous();
  private final Channel<String> answers = Channel.rendezvous();

  public static void main(String[] args) {
    Carrier.run(() -> new Startup().run());
  }

  @Suspendable
  void run() {
    try (var scope = TaskScope.open()) {
      String name = scope.start(this::serve);
      System.out.println("ready: " + name);
      requests.send("hello");
      System.out.println(answers.receive());
      requests.close();
      scope.join();
    }
  }

  @Suspendable
  Void serve(Ready<String> ready) {
    System.out.println("warming up");
    ready.report("echo service");
    for (String request : requests) {
      answers.send(request + ", " + request);
    }
    return null;
  }
}
