package dev.coro.benchmarks.peers.kilim;

import dev.coro.benchmarks.micro.Weight;
import kilim.Continuation;
import kilim.Fiber;
import kilim.Pausable;

/** Suspends once, with three live locals. */
final class Once extends Continuation {
  private final Weight weight;
  private long result;

  Once(Weight weight) {
    this.weight = weight;
  }

  @Override
  public void execute() throws Pausable {
    Weight third = weight;
    long first = third.grams();
    int second = third.grams() + 1;
    Fiber.yield();
    result = first + second + third.grams();
  }

  long result() {
    return result;
  }
}
