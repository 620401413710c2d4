package dev.coro.benchmarks.canon.world;

import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A thread for each task, and the ordinary queues and locks of {@code java.util.concurrent}. */
final class ThreadWorld implements World {
  private final ThreadFactory threads;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable Thread main;

  ThreadWorld(ThreadFactory threads) {
    this.threads = threads;
  }

  @Override
  public long run(SuspendableCallable<Long> program) {
    AtomicLong result = new AtomicLong();
    Thread thread = threads.newThread(() -> runTask(() -> result.set(program.call())));
    main = thread;
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("a task failed", thrown);
    }
    return result.get();
  }

  @Override
  public void start(SuspendableRunnable task) {
    threads.newThread(() -> runTask(task)).start();
  }

  @Override
  public void startAnywhere(SuspendableRunnable task) {
    start(task);
  }

  private void runTask(SuspendableRunnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
      // The program may wait for what this task will never send.
      Thread waiting = main;
      if (waiting != null) {
        waiting.interrupt();
      }
    }
  }

  @Override
  public <T> Mailbox<T> rendezvous() {
    return new QueueMailbox<>(new SynchronousQueue<>());
  }

  @Override
  public <T> Mailbox<T> bounded(int capacity) {
    return new QueueMailbox<>(new ArrayBlockingQueue<>(capacity));
  }

  @Override
  public <T> Mailbox<T> unbounded() {
    return new QueueMailbox<>(new LinkedBlockingQueue<>());
  }

  @Override
  public Guard guard() {
    ReentrantLock lock = new ReentrantLock();
    return action -> {
      lock.lock();
      try {
        action.run();
      } finally {
        lock.unlock();
      }
    };
  }

  @Override
  public void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    // Each thread ends with its task.
  }

  static IllegalStateException interrupted(InterruptedException e) {
    return new IllegalStateException("interrupted, since another task failed", e);
  }
}
