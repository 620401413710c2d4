package dev.coro.benchmarks.peers.javaflow;

import dev.coro.benchmarks.micro.Weight;
import org.apache.commons.javaflow.api.Continuation;
import org.apache.commons.javaflow.api.continuable;

/** Calls that could suspend and do not. */
final class Fibonacci implements Runnable {
  private final int number;
  private final Weight weight;
  private long result;

  Fibonacci(int number, Weight weight) {
    this.number = number;
    this.weight = weight;
  }

  @Override
  @continuable
  public void run() {
    result = compute(number, weight);
  }

  @continuable
  private static long compute(int n, Weight weight) {
    if (n < 2) {
      if (n < 0) {
        Continuation.suspend();
      }
      return n;
    }
    long first = compute(n - 1, weight);
    long second = compute(n - 2, weight);
    return first + second + weight.grams() + (n >> 30);
  }

  long result() {
    return result;
  }
}
