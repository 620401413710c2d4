package dev.coro;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a coroutine threw, and whether somebody knows of it. A failure is either joined or reported:
 * whichever comes first settles it, on whatever thread.
 */
final class Failure {
  final Throwable thrown;

  /** Whether this is the end of a coroutine that was cancelled, which is not an error. */
  final boolean cancelled;

  private final AtomicBoolean known;

  Failure(Throwable thrown) {
    this(thrown, false);
  }

  Failure(Throwable thrown, boolean cancelled) {
    this.thrown = thrown;
    this.cancelled = cancelled;
    this.known = new AtomicBoolean(cancelled);
  }

  /** What joining throws: a joiner must not take the cancellation of another for its own. */
  Throwable thrownToJoiner() {
    if (!cancelled) {
      return thrown;
    }
    var cancellation = new CancellationException(thrown.getMessage());
    cancellation.initCause(thrown);
    return cancellation;
  }

  boolean isKnown() {
    return known.get();
  }

  /** Notes that somebody knows; returns true the first time. */
  boolean markKnown() {
    return known.compareAndSet(false, true);
  }
}
