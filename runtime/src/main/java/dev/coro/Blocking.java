package dev.coro;

import dev.coro.BlockingJobs.Cancellation;
import dev.coro.internal.ErrorCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs code that blocks its thread on threads that are there for it, while the coroutine that
 * called is suspended.
 *
 * <pre>{@code
 * byte[] content = Blocking.call(() -> Files.readAllBytes(path));
 * }</pre>
 *
 * <p>Each object of this class has its own limit of how many of its calls run at the same time;
 * more wait in order. The static methods use a common one, whose limit is the system property
 * {@code dev.coro.blocking.limit}, 64 if it is not set. Threads are virtual where the JDK has them,
 * else daemons that end when they have had nothing to do for a minute.
 *
 * <p>Called by a thread that runs no coroutine, the task simply runs there.
 */
public final class Blocking {
  private static final Blocking COMMON =
      new Blocking("coro-blocking", Integer.getInteger("dev.coro.blocking.limit", 64));

  private final BlockingJobs jobs;

  /**
   * Creates one with a limit of its own.
   *
   * @param name of its threads
   * @param limit how many calls run at the same time
   * @throws IllegalArgumentException if {@code limit} is less than 1 (CO239)
   */
  public Blocking(String name, int limit) {
    Objects.requireNonNull(name, "name");
    if (limit < 1) {
      throw new IllegalArgumentException(
          ErrorCode.TOO_SMALL.message("the limit of blocking calls", limit, 1));
    }
    jobs = new BlockingJobs(name, limit);
  }

  /** The one that the static methods use. */
  public static Blocking common() {
    return COMMON;
  }

  /**
   * Runs {@code task} on a thread that may block, and returns its result or throws what it throws,
   * checked exceptions included. Suspends; always a cancellation point: cancellation interrupts the
   * thread and waits until the task has ended. If it ends with a result in spite of that, this
   * returns it.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public static <T extends @Nullable Object> T call(Callable<T> task) {
    return COMMON.submit(task);
  }

  /**
   * As {@link #call}, but cancellation does not wait: the thread is interrupted and left alone with
   * the task, whose result is lost.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public static <T extends @Nullable Object> T callAbandonable(Callable<T> task) {
    return COMMON.submitAbandonable(task);
  }

  /**
   * As {@link #call}, but the thread is never interrupted: cancellation waits until the task has
   * ended, and its result is returned. For what is over soon and does not bear interrupts, such as
   * a {@link java.nio.channels.FileChannel}, which they close.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public static <T extends @Nullable Object> T callUninterruptibly(Callable<T> task) {
    return COMMON.submitUninterruptibly(task);
  }

  /**
   * As {@link #call}, within the limit of this.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public <T extends @Nullable Object> T submit(Callable<T> task) {
    return jobs.run(Objects.requireNonNull(task, "task"), Cancellation.INTERRUPTS);
  }

  /**
   * As {@link #callAbandonable}, within the limit of this.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public <T extends @Nullable Object> T submitAbandonable(Callable<T> task) {
    return jobs.run(Objects.requireNonNull(task, "task"), Cancellation.ABANDONS);
  }

  /**
   * As {@link #callUninterruptibly}, within the limit of this.
   *
   * @param <T> type of the result
   */
  @Suspendable
  public <T extends @Nullable Object> T submitUninterruptibly(Callable<T> task) {
    return jobs.run(Objects.requireNonNull(task, "task"), Cancellation.WAITS);
  }
}
