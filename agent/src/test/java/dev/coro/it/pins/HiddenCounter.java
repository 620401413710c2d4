package dev.coro.it.pins;

import dev.coro.SuspendableRunnable;

/** Template of a hidden class that suspends: three times, with live values. */
public final class HiddenCounter implements SuspendableRunnable {
  /** Creates a counter. */
  public HiddenCounter() {}

  @Override
  public void run() {
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      String text = "i" + i;
      Leaf.park();
      sum += text.length() * 10 + i;
    }
    if (sum != 63) {
      throw new IllegalStateException("sum is " + sum);
    }
  }
}
