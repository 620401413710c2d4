import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Blocking methods that JDK 21 has and JDK 17 has not. */
public class BridgedLater {
  public static void main(String[] args) throws Exception {
    List<String> order = new ArrayList<>();
    Carrier.run(
        () -> {
          Coroutine.start(() -> sleep(order, "late", Duration.ofMillis(400)));
          Coroutine.start(() -> sleep(order, "soon", Duration.ofMillis(1)));
          sleep(order, "never slept", Duration.ofMillis(-1));
        });
    System.out.println(order);
    join();
    Carrier.run(BridgedLater::join);
    Carrier.run(
        () -> {
          CountDownLatch go = new CountDownLatch(1);
          Coroutine.start(
              () -> {
                close(go);
                order.add("closed");
              });
          Coroutine.start(() -> order.add("meanwhile"));
          Coroutine.yieldNow();
          Coroutine.yieldNow();
          go.countDown();
        });
    System.out.println(order.subList(3, 5));
  }

  @Suspendable
  static void sleep(List<String> order, String name, Duration time) throws InterruptedException {
    Thread.sleep(time);
    order.add(name);
  }

  @Suspendable
  static void join() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Thread thread = new Thread(() -> await(go));
    try {
      thread.join(Duration.ofMillis(1));
    } catch (IllegalThreadStateException e) {
      System.out.println(e);
    }
    thread.start();
    System.out.println(thread.join(Duration.ofMillis(1)));
    go.countDown();
    System.out.println(thread.join(Duration.ofDays(1)));
  }

  @Suspendable
  static void close(CountDownLatch go) {
    try (ExecutorService executor = Executors.newFixedThreadPool(1)) {
      executor.submit(() -> await(go));
    }
  }

  private static void await(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
