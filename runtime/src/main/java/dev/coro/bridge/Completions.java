package dev.coro.bridge;

import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.Futures;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Bridges of {@link Future}, {@link CompletableFuture} and {@link ForkJoinTask}. Once the future is
 * done, the original is asked, which has the result or throws as it does.
 */
public final class Completions {
  private Completions() {}

  /** {@link Future#get()}. */
  @Suspendable
  public static @Nullable Object get(Future<?> future)
      throws InterruptedException, ExecutionException {
    if (!Waits.isPlainOrInterrupted(future, "Future.get()")) {
      Coroutine.checkCancelled();
      if (!future.isDone()) {
        if (!(future instanceof CompletableFuture<?> stage)) {
          return Waits.THREADS.submit(future::get);
        }
        Futures.await(ended(stage));
      }
    }
    return future.get();
  }

  /** {@link Future#get(long, TimeUnit)}. */
  @Suspendable
  public static @Nullable Object get(Future<?> future, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (timeout <= 0 || unit == null || Waits.isPlainOrInterrupted(future, "Future.get(...)")) {
      return future.get(timeout, unit);
    }
    Coroutine.checkCancelled();
    if (!future.isDone()) {
      if (!(future instanceof CompletableFuture<?> stage)) {
        return Waits.THREADS.submit(() -> future.get(timeout, unit));
      }
      CompletableFuture<?> end = ended(stage);
      CancelScope.moveOnAfter(Duration.ofNanos(unit.toNanos(timeout)), () -> Futures.await(end));
      if (!end.isDone()) {
        throw new TimeoutException();
      }
    }
    return future.get(0, unit);
  }

  /** {@link CompletableFuture#join}. */
  @Suspendable
  public static @Nullable Object join(CompletableFuture<?> future) {
    if (!Waits.isPlain(future, "CompletableFuture.join()")) {
      Coroutine.checkCancelled();
      if (!future.isDone()) {
        Futures.await(ended(future));
      }
    }
    return future.join();
  }

  /** {@link ForkJoinTask#join}. */
  @Suspendable
  public static @Nullable Object join(ForkJoinTask<?> task) {
    if (!Waits.isPlain(task, "ForkJoinTask.join()")) {
      Coroutine.checkCancelled();
      if (!task.isDone()) {
        // Not interruptible, but waited for where a wait is.
        Waits.THREADS.submit(
            () -> {
              try {
                return task.get();
              } catch (ExecutionException e) {
                return null; // The original throws it in its own form.
              }
            });
      }
    }
    return task.join();
  }

  /** Completes without an exception when the stage does in any way. */
  private static CompletableFuture<?> ended(CompletableFuture<?> stage) {
    return stage.handle((value, thrown) -> true);
  }
}
