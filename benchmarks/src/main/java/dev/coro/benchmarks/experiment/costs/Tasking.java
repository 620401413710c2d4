package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.NotMeasurableException;
import dev.coro.benchmarks.compare.VirtualThreads;

/** Tasks of one kind in this JVM: so that one program serves threads and coroutines. */
interface Tasking {
  /** Runs what starts the others, as a task of the same kind, and waits for its end. */
  void run(SuspendableRunnable first) throws Exception;

  /** Starts another. */
  void start(SuspendableRunnable task);

  /** Waits for all that were started. */
  @Suspendable
  void joinAll() throws InterruptedException;

  /** A new gate, closed. */
  Gate gate();

  /** Lets the others run. */
  @Suspendable
  void yieldNow();

  /** The tasks of a kind. */
  static Tasking of(ModelKind kind) throws NotMeasurableException {
    return switch (kind) {
      case PLATFORM_THREAD -> new ThreadTasking(Thread::new);
      case VIRTUAL_THREAD ->
          new ThreadTasking(
              VirtualThreads.factory()
                  .orElseThrow(() -> new NotMeasurableException(VirtualThreads.whyAbsent())));
      case COROUTINE -> new CoroutineTasking();
      case PROCESS -> throw new IllegalArgumentException("a process is no task of this JVM");
    };
  }
}
