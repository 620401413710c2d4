package dev.coro.benchmarks.peers.offbynull;

import com.offbynull.coroutines.user.Continuation;
import com.offbynull.coroutines.user.Coroutine;
import dev.coro.benchmarks.micro.Weight;

/** Calls that could suspend and do not. */
@SuppressWarnings("serial") // nobody serialises it
final class Fibonacci implements Coroutine {
  private final int number;
  private final Weight weight;
  private long result;

  Fibonacci(int number, Weight weight) {
    this.number = number;
    this.weight = weight;
  }

  @Override
  public void run(Continuation continuation) {
    result = compute(continuation, number, weight);
  }

  private static long compute(Continuation continuation, int n, Weight weight) {
    if (n < 2) {
      if (n < 0) {
        continuation.suspend();
      }
      return n;
    }
    long first = compute(continuation, n - 1, weight);
    long second = compute(continuation, n - 2, weight);
    return first + second + weight.grams() + (n >> 30);
  }

  long result() {
    return result;
  }
}
