package dev.coro.testing;

import dev.coro.Waiter;

/** A coroutine that waits for a simulated network. Whoever makes it forgets it, too. */
final class Turn extends Waiter {
  private final String doing;
  private final Object what;

  /**
   * A wait of the caller.
   *
   * @param doing such as "reading from"
   * @param what its text is the rest of it
   */
  Turn(String doing, Object what) {
    super(false);
    this.doing = doing;
    this.what = what;
  }

  @Override
  protected void abandoned() {}

  @Override
  public String toString() {
    return doing + " " + what;
  }
}
