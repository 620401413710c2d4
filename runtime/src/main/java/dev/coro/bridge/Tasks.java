package dev.coro.bridge;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Bridges of {@link ExecutorService} and {@link Process}: another thread calls the original. Tasks
 * that an executor runs in the thread of its caller run there.
 */
public final class Tasks {
  private Tasks() {}

  /** {@link ExecutorService#invokeAll(Collection)}. */
  @Suspendable
  public static List<Future<Object>> invokeAll(
      ExecutorService executor, Collection<? extends Callable<Object>> tasks)
      throws InterruptedException {
    return Waits.isPlainOrInterrupted(executor, "ExecutorService.invokeAll(...)")
        ? executor.invokeAll(tasks)
        : Waits.THREADS.<List<Future<Object>>>submit(() -> executor.invokeAll(tasks));
  }

  /** {@link ExecutorService#invokeAll(Collection, long, TimeUnit)}. */
  @Suspendable
  public static List<Future<Object>> invokeAll(
      ExecutorService executor,
      Collection<? extends Callable<Object>> tasks,
      long timeout,
      TimeUnit unit)
      throws InterruptedException {
    return Waits.isPlainOrInterrupted(executor, "ExecutorService.invokeAll(...)")
        ? executor.invokeAll(tasks, timeout, unit)
        : Waits.THREADS.<List<Future<Object>>>submit(
            () -> executor.invokeAll(tasks, timeout, unit));
  }

  /** {@link ExecutorService#invokeAny(Collection)}. */
  @Suspendable
  public static @Nullable Object invokeAny(
      ExecutorService executor, Collection<? extends Callable<Object>> tasks)
      throws InterruptedException, ExecutionException {
    return Waits.isPlainOrInterrupted(executor, "ExecutorService.invokeAny(...)")
        ? executor.invokeAny(tasks)
        : Waits.THREADS.<@Nullable Object>submit(() -> executor.invokeAny(tasks));
  }

  /** {@link ExecutorService#invokeAny(Collection, long, TimeUnit)}. */
  @Suspendable
  public static @Nullable Object invokeAny(
      ExecutorService executor,
      Collection<? extends Callable<Object>> tasks,
      long timeout,
      TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return Waits.isPlainOrInterrupted(executor, "ExecutorService.invokeAny(...)")
        ? executor.invokeAny(tasks, timeout, unit)
        : Waits.THREADS.<@Nullable Object>submit(() -> executor.invokeAny(tasks, timeout, unit));
  }

  /** {@link ExecutorService#awaitTermination}. */
  @Suspendable
  public static boolean awaitTermination(ExecutorService executor, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(executor, "ExecutorService.awaitTermination(...)")) {
      return executor.awaitTermination(timeout, unit);
    }
    return Waits.THREADS.submit(() -> executor.awaitTermination(timeout, unit));
  }

  /**
   * {@code ExecutorService.close()}, which JDK 19 has. Cancelled, it stops the tasks, as the
   * original does when it is interrupted.
   */
  @Suspendable
  @SuppressWarnings("try") // AutoCloseable where it has the method
  public static void close(ExecutorService executor) {
    if (Waits.isPlain(executor, "ExecutorService.close()")) {
      closeHere(executor);
    } else {
      Waits.THREADS.submit(
          () -> {
            closeHere(executor);
            return true;
          });
    }
  }

  private static void closeHere(ExecutorService executor) {
    try {
      ((AutoCloseable) (Object) executor).close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // Not declared by the original.
    }
  }

  /** {@link ForkJoinPool#invoke}. */
  @Suspendable
  public static @Nullable Object invoke(ForkJoinPool pool, ForkJoinTask<?> task) {
    return Waits.isPlain(pool, "ForkJoinPool.invoke(...)")
        ? pool.invoke(task)
        : Waits.THREADS.<@Nullable Object>submit(() -> pool.invoke(task));
  }

  /** {@link Process#waitFor()}. */
  @Suspendable
  public static int waitFor(Process process) throws InterruptedException {
    if (Waits.isPlainOrInterrupted(process, "Process.waitFor()")) {
      return process.waitFor();
    }
    Coroutine.checkCancelled();
    return process.isAlive()
        ? Waits.THREADS.<Integer>submit(process::waitFor)
        : process.exitValue();
  }

  /** {@link Process#waitFor(long, TimeUnit)}. */
  @Suspendable
  public static boolean waitFor(Process process, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(process, "Process.waitFor(...)")) {
      return process.waitFor(timeout, unit);
    }
    Coroutine.checkCancelled();
    return !process.isAlive() || Waits.THREADS.submit(() -> process.waitFor(timeout, unit));
  }
}
