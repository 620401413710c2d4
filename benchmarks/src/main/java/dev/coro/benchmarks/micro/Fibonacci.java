package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.Suspendable;

/** Recursive Fibonacci numbers, plain and suspendable; three live locals across the calls. */
final class Fibonacci {
  private Fibonacci() {}

  static long plain(int n, Weight weight) {
    if (n < 2) {
      if (n < 0) {
        throw new IllegalArgumentException("negative");
      }
      return n;
    }
    long first = plain(n - 1, weight);
    long second = plain(n - 2, weight);
    return first + second + weight.grams() + (n >> 30);
  }

  /** As {@link #plain}; a negative number, which never comes, would suspend. */
  @Suspendable
  static long suspendable(int n, Weight weight) {
    if (n < 2) {
      if (n < 0) {
        Continuation.suspend();
      }
      return n;
    }
    long first = suspendable(n - 1, weight);
    long second = suspendable(n - 2, weight);
    return first + second + weight.grams() + (n >> 30);
  }
}
