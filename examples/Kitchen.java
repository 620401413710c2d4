import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.sync.Barrier;
import dev.coro.sync.Condition;
import dev.coro.sync.Event;
import dev.coro.sync.Latch;
import dev.coro.sync.Lazy;
import dev.coro.sync.Mutex;
import dev.coro.sync.ReadWriteLock;
import dev.coro.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three cooks, two stoves, one counter: each of the primitives of dev.coro.sync at its place. */
public class Kitchen {
  private final Event open = new Event();
  private final Barrier allHere = new Barrier(3);
  private final Semaphore stoves = new Semaphore(2);
  private final Lazy<String> oven = Lazy.of(this::heatUp);
  private final ReadWriteLock menu = new ReadWriteLock();
  private final Mutex counter = new Mutex();
  private final Condition dishReady = counter.newCondition();
  private final List<String> dishes = new ArrayList<>();
  private final Latch cooked = new Latch(3);
  private String dish = "soup";

  public static void main(String[] args) {
    Carrier.run(() -> new Kitchen().run());
  }

  @Suspendable
  void run() {
    for (String cook : List.of("Ann", "Ben", "Cleo")) {
      Coroutine.start(cook, () -> cook(cook));
    }
    var waiter = Coroutine.start("waiter", () -> serve());
    menu.write(() -> dish = "stew"); // alone
    open.set(); // and it stays set: whoever comes later does not wait
    cooked.await();
    System.out.println("served: " + waiter.join());
  }

  @Suspendable
  void cook(String cook) {
    open.await();
    allHere.await();
    String todays = menu.read(() -> dish); // together with other readers
    stoves.withPermit(
        () -> {
          System.out.println(cook + " uses " + oven.get());
          Coroutine.sleep(Duration.ofMillis(10));
        });
    counter.withLock(
        () -> {
          dishes.add(todays);
          dishReady.signal();
        });
    cooked.countDown();
  }

  @Suspendable
  int serve() {
    return counter.withLock(
        () -> {
          while (dishes.size() < 3) {
            dishReady.await(); // releases the lock meanwhile
          }
          return dishes.size();
        });
  }

  /** Runs once, however many ask. */
  @Suspendable
  String heatUp() {
    System.out.println("heating up");
    Coroutine.sleep(Duration.ofMillis(5));
    return "the hot oven";
  }
}
