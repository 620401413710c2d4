package dev.coro;

import dev.coro.internal.Timer;

/** Cancels what still runs when the grace period of a carrier's shutdown has passed. */
final class ShutdownTimer extends Timer {
  private final EventLoop loop;

  ShutdownTimer(EventLoop loop, long deadlineNanos) {
    super(deadlineNanos);
    this.loop = loop;
  }

  @Override
  public void fire() {
    loop.cancelAll("carrier '" + loop.name + "' is shut down");
  }
}
