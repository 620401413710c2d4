package dev.coro.benchmarks.experiment.costs;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import java.util.ArrayList;
import java.util.List;

/** Coroutines of one carrier. */
final class CoroutineTasking implements Tasking {
  private final List<Coroutine<?>> started = new ArrayList<>();

  @Override
  public void run(SuspendableRunnable first) {
    Carrier.run(first);
  }

  @Override
  public void start(SuspendableRunnable task) {
    started.add(Coroutine.start(task));
  }

  @Override
  @Suspendable
  public void joinAll() {
    for (Coroutine<?> coroutine : started) {
      coroutine.join();
    }
    started.clear();
  }

  @Override
  public Gate gate() {
    return new CoroutineGate();
  }

  @Override
  @Suspendable
  public void yieldNow() {
    Coroutine.yieldNow();
  }
}
