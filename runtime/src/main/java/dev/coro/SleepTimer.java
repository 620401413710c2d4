package dev.coro;

import dev.coro.internal.Timer;

/** Resumes a sleeping coroutine. */
final class SleepTimer extends Timer {
  private final CoroutineContinuation sleeper;

  SleepTimer(CoroutineContinuation sleeper, long deadlineNanos) {
    super(deadlineNanos);
    this.sleeper = sleeper;
  }

  @Override
  public void fire() {
    sleeper.unpark(null);
  }

  /** What the sleeper waits for, for messages. */
  @Override
  public String toString() {
    return "the end of its sleep";
  }
}
