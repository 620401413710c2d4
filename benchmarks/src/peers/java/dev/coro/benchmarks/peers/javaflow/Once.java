package dev.coro.benchmarks.peers.javaflow;

import dev.coro.benchmarks.micro.Weight;
import org.apache.commons.javaflow.api.Continuation;
import org.apache.commons.javaflow.api.continuable;

/** Suspends once, with three live locals. */
final class Once implements Runnable {
  private final Weight weight;
  private long result;

  Once(Weight weight) {
    this.weight = weight;
  }

  @Override
  @continuable
  public void run() {
    Weight third = weight;
    long first = third.grams();
    int second = third.grams() + 1;
    Continuation.suspend();
    result = first + second + third.grams();
  }

  long result() {
    return result;
  }
}
