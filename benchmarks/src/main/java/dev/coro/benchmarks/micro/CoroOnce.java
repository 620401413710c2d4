package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;

/** A body that suspends once, with three live locals. */
final class CoroOnce implements SuspendableRunnable {
  private final Weight weight;
  private long result;

  CoroOnce(Weight weight) {
    this.weight = weight;
  }

  long result() {
    return result;
  }

  @Override
  @Suspendable
  public void run() {
    Weight third = weight;
    long first = third.grams();
    int second = third.grams() + 1;
    Continuation.suspend();
    result = first + second + third.grams();
  }
}
