package dev.coro.benchmarks.experiment.costs;

import dev.coro.SuspendableRunnable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/** Threads of some factory. */
final class ThreadTasking implements Tasking {
  private final ThreadFactory factory;
  private final List<Thread> started = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  ThreadTasking(ThreadFactory factory) {
    this.factory = factory;
  }

  @Override
  public void run(SuspendableRunnable first) throws Exception {
    Thread thread = factory.newThread(() -> guarded(first));
    thread.start();
    thread.join();
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  @Override
  public void start(SuspendableRunnable task) {
    Thread thread = factory.newThread(() -> guarded(task));
    thread.start();
    started.add(thread);
  }

  private void guarded(SuspendableRunnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public void joinAll() throws InterruptedException {
    for (Thread thread : started) {
      thread.join();
    }
    started.clear();
  }

  @Override
  public Gate gate() {
    return new ThreadGate();
  }

  // What the hint costs is the question.
  @SuppressWarnings("ThreadPriorityCheck")
  @Override
  public void yieldNow() {
    Thread.yield();
  }
}
