import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Code as it was written for threads, in coroutines of one thread: nothing blocks the carrier. */
public class ThreadCode {
  private final BlockingQueue<String> orders = new ArrayBlockingQueue<>(1);
  private final CountDownLatch served = new CountDownLatch(2);
  private final ReentrantLock counter = new ReentrantLock();
  private final List<String> log = new ArrayList<>();

  public static void main(String[] args) {
    Carrier.run(() -> new ThreadCode().run());
  }

  @Suspendable
  void run() throws Exception {
    Coroutine.start(() -> cook());
    for (String guest : List.of("Ada", "Bob")) {
      Coroutine.start(() -> order(guest));
    }
    served.await();
    CompletableFuture<String> bill = CompletableFuture.supplyAsync(() -> "paid");
    System.out.println(log + " " + bill.get());
  }

  @Suspendable
  void order(String guest) throws InterruptedException {
    orders.put(guest); // the second one waits until there is room
    counter.lock();
    try {
      Thread.sleep(5); // with the lock held, which keeps the others out
      log.add(guest);
    } finally {
      counter.unlock();
    }
    served.countDown();
  }

  @Suspendable
  void cook() throws InterruptedException {
    List<String> dishes = new ArrayList<>(List.of("tea", "soup"));
    dishes.sort((a, b) -> compare(a, b)); // a comparator that suspends
    for (String dish : dishes) {
      System.out.println(dish + " for " + orders.take());
    }
  }

  @Suspendable
  static int compare(String a, String b) {
    Coroutine.yieldNow();
    return a.compareTo(b);
  }
}
