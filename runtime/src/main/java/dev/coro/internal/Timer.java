package dev.coro.internal;

/**
 * Something due at a point in time; an element of a {@link TimerHeap}, which keeps its place in it.
 * Used by one thread.
 */
public abstract class Timer {
  /** Value of {@link #index} while in no heap. */
  static final int NOWHERE = -1;

  /** When this is due, on the clock of {@link System#nanoTime}. */
  final long deadlineNanos;

  /**
   * Rank among timers with equal deadlines: the one added first is due first. An int saves eight
   * bytes for each sleeper; the heap makes sure that it does not overflow.
   */
  int sequence;

  /** Index in the array of the heap. */
  int index = NOWHERE;

  /** Creates a timer that is in no heap. */
  protected Timer(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  /** When this is due, on the clock of {@link System#nanoTime}. */
  public final long deadlineNanos() {
    return deadlineNanos;
  }

  /** Called once the deadline has passed, by the thread of the heap. Must not block. */
  public abstract void fire();

  /**
   * Whether this is due before {@code other}. Deadlines are compared by their difference, because
   * {@code nanoTime} may overflow.
   */
  final boolean isBefore(Timer other) {
    long difference = deadlineNanos - other.deadlineNanos;
    return difference < 0 || (difference == 0 && sequence < other.sequence);
  }
}
