package dev.coro;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a coroutine threw, and whether somebody knows of it. A failure is either joined or reported:
 * whichever comes first settles it, on whatever thread.
 */
final class Failure {
  final Throwable thrown;
  private final AtomicBoolean known = new AtomicBoolean();

  Failure(Throwable thrown) {
    this.thrown = thrown;
  }

  /** Notes that somebody knows; returns true the first time. */
  boolean markKnown() {
    return known.compareAndSet(false, true);
  }
}
