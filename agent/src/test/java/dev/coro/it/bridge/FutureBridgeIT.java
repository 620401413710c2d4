package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Future} and its kin: the same in a coroutine as in a thread, but for the carrier. */
@Timeout(30)
class FutureBridgeIT {
  private static final ForkJoinPool POOL = new ForkJoinPool(1);

  private static CompletableFuture<String> failed() {
    return CompletableFuture.failedFuture(new IllegalStateException("why"));
  }

  @Test
  void whatIsDoneEndsAsTheOriginal() {
    CompletableFuture<String> done = CompletableFuture.completedFuture("done");
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    cancelled.cancel(true);
    FutureTask<String> task = new FutureTask<>(() -> "task");
    task.run();
    assertEquals("returned done", Both.same(() -> done.get()));
    assertEquals("returned done", Both.same(() -> done.join()));
    assertEquals("returned done", Both.same(() -> done.get(1, TimeUnit.SECONDS)));
    assertEquals("returned task", Both.same(() -> task.get()));
    Both.same(() -> failed().get());
    Both.same(() -> failed().join());
    Both.same(() -> failed().get(1, TimeUnit.DAYS));
    Both.same(() -> cancelled.get());
    Both.same(() -> cancelled.join());
    Both.same(() -> cancelled.get(1, TimeUnit.DAYS));
  }

  @Test
  void whatComesLaterEndsAsTheOriginal() {
    assertEquals("returned late", Both.same(() -> late("late").get()));
    assertEquals("returned late", Both.same(() -> late("late").join()));
    assertEquals("returned late", Both.same(() -> late("late").get(1, TimeUnit.DAYS)));
    Both.same(() -> late(null).get());
    Both.same(() -> late(null).join());
    Both.same(() -> late(null).get(1, TimeUnit.DAYS));
    Both.same(() -> pooled(null).get());
    Both.same(() -> pooled("x").get(1, TimeUnit.DAYS));
    Both.same(() -> ForkJoinPool.commonPool().submit(() -> "x").join());
    Both.same(() -> thrown().join());
    Both.same(() -> thrown().get());
  }

  private static CompletableFuture<String> late(String result) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (result == null) {
            throw new IllegalStateException("late");
          }
          return result;
        },
        CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
  }

  private static Future<String> pooled(String result) {
    FutureTask<String> task = new FutureTask<>(() -> late(result).get());
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static ForkJoinTask<?> thrown() {
    // Not the common pool: who waits for that may run the task itself, and gets another exception.
    return POOL.submit(
        () -> {
          throw new IllegalArgumentException();
        });
  }

  @Test
  void timeOutsInterruptsAndNullsAreTheOriginals() {
    CompletableFuture<String> never = new CompletableFuture<>();
    FutureTask<String> neverRun = new FutureTask<>(() -> "x");
    Future<String> none = null;
    Both.same(() -> never.get(5, TimeUnit.MILLISECONDS));
    Both.same(() -> never.get(0, TimeUnit.MILLISECONDS));
    Both.same(() -> never.get(-1, TimeUnit.MILLISECONDS));
    Both.same(() -> never.get(1, null));
    Both.same(() -> neverRun.get(5, TimeUnit.MILLISECONDS));
    Both.same(() -> none.get());
    Both.sameInterrupted(() -> never.get());
    Both.sameInterrupted(() -> neverRun.get());
    Both.sameInterrupted(() -> never.get(1, TimeUnit.DAYS));
    Both.sameInterrupted(() -> CompletableFuture.completedFuture(1).get());
    Both.sameInterrupted(() -> late("x").join());
  }

  @Test
  void othersRunMeanwhile() throws ExecutionException {
    CompletableFuture<Integer> a = new CompletableFuture<>();
    CompletableFuture<Integer> b = new CompletableFuture<>();
    CompletableFuture<Integer> c = new CompletableFuture<>();
    FutureTask<Integer> d = new FutureTask<>(() -> 4);
    assertEquals(1, Both.<Integer>meanwhile(() -> a.get(), () -> a.complete(1)));
    assertEquals(2, Both.<Integer>meanwhile(() -> b.join(), () -> b.complete(2)));
    assertEquals(3, Both.<Integer>meanwhile(() -> c.get(1, TimeUnit.DAYS), () -> c.complete(3)));
    assertEquals(
        4,
        Both.<Integer>meanwhile(
            () -> d.get(),
            () -> {
              d.run();
              return null;
            }));
  }

  @Test
  void cancellationEndsTheWaitAndLeavesTheFutureAlone() {
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    FutureTask<Integer> task = new FutureTask<>(() -> 4);
    Both.cancelled(() -> stage.get());
    Both.cancelled(() -> stage.join());
    Both.cancelled(() -> stage.get(1, TimeUnit.DAYS));
    Both.cancelled(() -> task.get());
    Both.cancelled(() -> task.get(1, TimeUnit.DAYS));
    assertEquals(false, stage.isDone() || task.isDone());
  }

  /** As an interrupt does, cancellation stops the tasks of a call that is given up. */
  @Test
  void cancellationStopsTheTasksOfAnExecutor() throws InterruptedException {
    ExecutorService executor = Executors.newCachedThreadPool();
    AtomicInteger stopped = new AtomicInteger();
    Callable<Integer> endless =
        () -> {
          try {
            new CountDownLatch(1).await();
            return 1;
          } finally {
            stopped.incrementAndGet();
          }
        };
    List<Callable<Integer>> two = List.of(endless, endless);
    Both.cancelled(() -> executor.invokeAll(two));
    Both.cancelled(() -> executor.invokeAll(two, 1, TimeUnit.DAYS));
    Both.cancelled(() -> executor.invokeAny(two));
    Both.cancelled(() -> executor.invokeAny(two, 1, TimeUnit.DAYS));
    Both.cancelled(() -> executor.awaitTermination(1, TimeUnit.DAYS));
    assertEquals(false, executor.isShutdown());
    executor.shutdown();
    assertEquals(true, executor.awaitTermination(20, TimeUnit.SECONDS));
    assertEquals(true, stopped.get() > 0 && stopped.get() <= 8);
  }
}
