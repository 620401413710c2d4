package dev.coro.benchmarks.peers.kilim;

import dev.coro.benchmarks.micro.Weight;
import kilim.Continuation;
import kilim.Fiber;
import kilim.Pausable;

/** Calls that could suspend and do not. */
final class Fibonacci extends Continuation {
  private final int number;
  private final Weight weight;
  private long result;

  Fibonacci(int number, Weight weight) {
    this.number = number;
    this.weight = weight;
  }

  @Override
  public void execute() throws Pausable {
    result = compute(number, weight);
  }

  private static long compute(int n, Weight weight) throws Pausable {
    if (n < 2) {
      if (n < 0) {
        Fiber.yield();
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
