package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.Suspendable;

/** Goes down to a depth and suspends there again and again. Three live locals per activation. */
final class CoroDescent {
  private boolean ended;
  private long result;

  /** Ends the loop at the next resume. */
  void end() {
    ended = true;
  }

  long result() {
    return result;
  }

  @Suspendable
  void run(int depth) {
    result = descend(depth, 1L, 2, new Weight(3));
  }

  @Suspendable
  private long descend(int depth, long first, int second, Object third) {
    if (depth > 1) {
      long below = descend(depth - 1, first + 1, second + 1, third);
      return below + first + second + third.hashCode();
    }
    long sum = first;
    int count = second;
    while (!ended) {
      Continuation.suspend();
      sum += count;
      count++;
    }
    return sum + count + third.hashCode();
  }
}
