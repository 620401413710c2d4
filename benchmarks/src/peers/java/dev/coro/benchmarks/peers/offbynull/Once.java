package dev.coro.benchmarks.peers.offbynull;

import com.offbynull.coroutines.user.Continuation;
import com.offbynull.coroutines.user.Coroutine;
import dev.coro.benchmarks.micro.Weight;

/** Suspends once, with three live locals. */
@SuppressWarnings("serial") // nobody serialises it
final class Once implements Coroutine {
  private final Weight weight;
  private long result;

  Once(Weight weight) {
    this.weight = weight;
  }

  @Override
  public void run(Continuation continuation) {
    Weight third = weight;
    long first = third.grams();
    int second = third.grams() + 1;
    continuation.suspend();
    result = first + second + third.grams();
  }

  long result() {
    return result;
  }
}
