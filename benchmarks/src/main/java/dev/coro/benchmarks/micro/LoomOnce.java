package dev.coro.benchmarks.micro;

/** The same as {@link CoroOnce} on the JDK's continuation. */
final class LoomOnce implements Runnable {
  private final Weight weight;
  private long result;

  LoomOnce(Weight weight) {
    this.weight = weight;
  }

  long result() {
    return result;
  }

  @Override
  public void run() {
    Weight third = weight;
    long first = third.grams();
    int second = third.grams() + 1;
    LoomContinuation.suspend();
    result = first + second + third.grams();
  }
}
