package dev.coro.benchmarks.micro;

/** The same as {@link CoroDescent} on the JDK's continuation. */
final class LoomDescent {
  private boolean ended;
  private long result;

  /** Ends the loop at the next run. */
  void end() {
    ended = true;
  }

  long result() {
    return result;
  }

  void run(int depth) {
    result = descend(depth, 1L, 2, new Weight(3));
  }

  private long descend(int depth, long first, int second, Object third) {
    if (depth > 1) {
      long below = descend(depth - 1, first + 1, second + 1, third);
      return below + first + second + third.hashCode();
    }
    long sum = first;
    int count = second;
    while (!ended) {
      LoomContinuation.suspend();
      sum += count;
      count++;
    }
    return sum + count + third.hashCode();
  }
}
