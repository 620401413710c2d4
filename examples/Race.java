import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.ChannelClosedException;
import dev.coro.Coroutine;
import dev.coro.DeadlineExceededException;
import dev.coro.Joiner;
import dev.coro.Select;
import dev.coro.Subtask;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.TaskScopeException;
import java.time.Duration;

/** Waits for the first of several things, for a limited time, and tells the ways in which it ends. */
public class Race {
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration LATE = Duration.ofDays(1);

  public static void main(String[] args) {
    Carrier.run(
        () -> {
          select();
          fastest();
          failing();
          tooSlow();
        });
  }

  @Suspendable
  static void select() {
    Channel<String> orders = Channel.rendezvous();
    Channel<String> quits = Channel.rendezvous();
    Coroutine.start(() -> orders.send("tea"));
    for (int i = 0; i < 2; i++) {
      System.out.println(
          Select.<String>of()
              .onReceive(orders, order -> "order: " + order)
              .onReceive(quits, reason -> "quit: " + reason)
              .onTimeout(SOON, () -> "nobody came")
              .run());
    }
    orders.close();
    try {
      orders.receive();
    } catch (ChannelClosedException e) {
      System.out.println("closed");
    }
  }

  /** The first success wins, and the other is cancelled. */
  @Suspendable
  static void fastest() {
    try (var scope = TaskScope.open(Joiner.<String>anySuccessfulOrThrow())) {
      scope.fork(() -> ask("the near server", SOON));
      scope.fork(() -> ask("the far server", LATE));
      System.out.println("first: " + scope.join());
    }
  }

  @Suspendable
  static String ask(String server, Duration time) {
    try {
      Coroutine.sleep(time);
      return server;
    } catch (CancelledException e) {
      System.out.println("not needed: " + server);
      throw e; // Never keep it: whoever cancels waits for the end.
    }
  }

  /** One failure cancels the others, and comes out of join. */
  @Suspendable
  static void failing() {
    try (var scope = TaskScope.<String>open()) {
      Subtask<String> good = scope.fork(() -> ask("a server", LATE));
      scope.fork(
          () -> {
            throw new IllegalStateException("no network");
          });
      try {
        scope.join();
      } catch (TaskScopeException e) {
        System.out.println(e.getCause().getMessage() + ", the other is " + good.state());
      }
    }
  }

  @Suspendable
  static void tooSlow() {
    try {
      CancelScope.failAfter(SOON, () -> Coroutine.sleep(LATE));
    } catch (DeadlineExceededException e) {
      System.out.println("too slow");
    }
  }
}
