import dev.coro.Blocking;
import dev.coro.Carrier;
import dev.coro.ContextHook;
import dev.coro.Coroutine;
import dev.coro.CoroutineLocal;
import dev.coro.Futures;
import dev.coro.Suspendable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Blocking calls, futures, and what belongs to a request rather than to a thread. */
public class Outside {
  /** Inherited by coroutines that are started where it is bound. */
  private static final CoroutineLocal<String> USER = CoroutineLocal.withDefault(() -> "nobody");

  /** As the MDC of a logging library has it: coroutines of one thread must not share it. */
  private static final ThreadLocal<String> LOG_CONTEXT = ThreadLocal.withInitial(() -> "-");

  public static void main(String[] args) throws Exception {
    ContextHook.install(
        new ContextHook() {
          @Override
          public Object capture() {
            return LOG_CONTEXT.get();
          }

          @Override
          public void restore(Object context) {
            LOG_CONTEXT.set((String) context);
          }
        });
    Path file = Files.createTempFile("outside", ".txt");
    Files.writeString(file, "from a file");
    Carrier.run(
        () -> {
          for (String user : List.of("ada", "bob")) {
            USER.where(user, () -> Coroutine.start(() -> handle(file)).join());
          }
        });
    Files.delete(file);

    // The other way round: a future for code that knows no coroutines.
    try (Carrier carrier = Carrier.open("carrier")) {
      CompletableFuture<Integer> answer = carrier.start(() -> 42).asCompletableFuture();
      System.out.println(answer.thenApply(n -> "answer " + n).get());
    }
  }

  @Suspendable
  static void handle(Path file) {
    LOG_CONTEXT.set("request of " + USER.get());
    String read = Blocking.call(() -> Files.readString(file)); // another thread blocks
    String came = Futures.await(CompletableFuture.supplyAsync(() -> "from a future"));
    System.out.println(LOG_CONTEXT.get() + ": " + read + ", " + came);
  }
}
