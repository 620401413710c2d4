import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Blocking calls under several options of the agent; the argument says what is done. */
public class Bridged {
  static final List<String> ORDER = new ArrayList<>();

  public static void main(String[] args) {
    switch (args[0]) {
      case "outcomes" -> {
        outcomes();
        Carrier.run(Bridged::outcomes);
      }
      case "sleep" -> {
        Carrier.run(
            () -> {
              Coroutine.start(() -> sleep("a", 400));
              Coroutine.start(() -> sleep("b", 1));
            });
        System.out.println(ORDER);
      }
      case "blocking" ->
          Carrier.run(
              () -> {
                for (int i = 0; i < 3; i++) {
                  try {
                    park();
                    readLock();
                  } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                  }
                }
                System.out.println("end");
              });
      case "streams" ->
          Carrier.run(
              () -> {
                readProcess();
                System.out.println(read(new java.io.ByteArrayInputStream(new byte[3])));
              });
      case "added" ->
          Carrier.run(
              () -> {
                Coroutine.start(() -> ORDER.add(Db.query("x")));
                Coroutine.start(() -> ORDER.add("meanwhile"));
                Coroutine.yieldNow();
                Coroutine.yieldNow();
                System.out.println(ORDER);
              });
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  @Suspendable
  static void sleep(String name, long millis) throws InterruptedException {
    Thread.sleep(millis);
    ORDER.add(name);
  }

  @Suspendable
  static void readProcess() throws Exception {
    Process process = new ProcessBuilder("echo", "four").start();
    System.out.println(process.getInputStream().readAllBytes().length);
  }

  @Suspendable
  static int read(java.io.InputStream stream) throws Exception {
    return stream.read(new byte[8]);
  }

  @Suspendable
  static void park() {
    LockSupport.parkNanos(1);
  }

  private static final ReentrantReadWriteLock RW = new ReentrantReadWriteLock();

  @Suspendable
  static void readLock() {
    RW.readLock().lock();
    RW.readLock().unlock();
  }

  /** A library that blocks. */
  static class Db {
    static String query(String text) {
      return "blocked for " + text;
    }
  }

  /** What the mapping names in its place. */
  static class SuspendingDb {
    @Suspendable
    static String ask(String text) {
      Coroutine.yieldNow();
      return "asked for " + text;
    }
  }

  @Suspendable
  static void outcomes() {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    say(() -> { Thread.sleep(-1); return 1; });
    say(() -> { Thread.sleep(1); return 1; });
    say(() -> { Thread ended = new Thread(); ended.start(); ended.join(); return ended.isAlive(); });
    say(() -> CompletableFuture.supplyAsync(() -> 42).get());
    say(() -> CompletableFuture.failedFuture(new IllegalStateException()).get());
    say(() -> CompletableFuture.failedFuture(new IllegalStateException()).join());
    say(() -> new CompletableFuture<>().get(1, TimeUnit.MILLISECONDS));
    say(() -> new ArrayBlockingQueue<>(1).poll(1, TimeUnit.MILLISECONDS));
    say(() -> new SynchronousQueue<Integer>().offer(1, 1, TimeUnit.MILLISECONDS));
    say(() -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS));
    say(() -> new Semaphore(0).tryAcquire(1, TimeUnit.MILLISECONDS));
    say(() -> { Thread.currentThread().interrupt(); new Semaphore(1).acquire(); return 1; });
    say(() -> { lock.lock(); lock.lock(); lock.unlock(); return lock.getHoldCount(); });
    say(() -> condition.await(1, TimeUnit.MILLISECONDS));
    say(() -> { lock.unlock(); return lock.isLocked(); });
    say(() -> { lock.unlock(); return 1; });
    say(() -> { condition.signal(); return 1; });
    say(() -> new ProcessBuilder("true").start().waitFor());
    say(() -> Optional.of(1).map(n -> pause(n + 1)).filter(n -> pause(n) > 1).orElseGet(() -> pause(0)));
    say(() -> { List<Integer> all = new ArrayList<>(List.of(3, 1, 2)); all.sort((a, b) -> pause(a - b)); return all; });
  }

  /** Can be suspended, but is not. */
  @Suspendable
  static int pause(int n) {
    Coroutine.checkCancelled();
    return n;
  }

  @Suspendable
  static void say(SuspendableCallable<?> task) {
    try {
      System.out.println(task.call());
    } catch (Exception e) {
      System.out.println(e);
    }
  }
}
