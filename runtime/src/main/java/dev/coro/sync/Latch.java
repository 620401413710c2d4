package dev.coro.sync;

import dev.coro.internal.ErrorCode;

/** Lets all pass who wait, once it was counted down to zero. It cannot be counted up again. */
public final class Latch extends Gate<Latch> {
  private int count;

  /**
   * Creates a latch; with a count of zero nobody ever waits.
   *
   * @throws IllegalArgumentException if {@code count} is negative (CO239)
   */
  public Latch(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("a latch's count", count, 0));
    }
    this.count = count;
    if (count == 0) {
      open();
    }
  }

  /** Counts down by one; at zero, wakes all who wait. No effect at zero. Never suspends. */
  public void countDown() {
    enter();
    try {
      if (count > 0) {
        count--;
        if (count == 0) {
          open();
        }
      }
    } finally {
      exit();
    }
  }

  /** How often it has yet to be counted down. Never suspends. */
  public int count() {
    enter();
    try {
      return count;
    } finally {
      exit();
    }
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return named("latch") + " at " + count;
  }
}
