package dev.coro;

import dev.coro.internal.DurationText;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.Preemption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time slices of one carrier. The thread of the watchdogs looks at it twice in a slice; a
 * coroutine that runs at two looks in a row has its slice ended, at the next point where it can be
 * preempted. So a slice lasts at least half of what was asked for, and no longer than that.
 */
final class TimeSlices {
  /** The length of the slices of carriers that were given none. */
  static final String PROPERTY = "coro.slice";

  private static final Duration USUAL = Duration.ofMillis(10);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Looks at a carrier within a slice. */
  private static final int LOOKS = 2;

  /** In place of a slice. */
  private static final long NONE = -1;

  private final EventLoop loop;
  private final long lookNanos;

  /** What ran at the last look. Used by the thread that looks. */
  private long seen = NONE;

  /** The slice that is to end; written under the lock of this. */
  private volatile long requested = NONE;

  /** Whether the carrier has ended; guarded by this. */
  private boolean over;

  TimeSlices(EventLoop loop, @Nullable Duration slice) {
    this.loop = loop;
    lookNanos = (slice == null ? ofProperty() : slice).toNanos() / LOOKS;
  }

  /**
   * Returns {@code slice}.
   *
   * @throws IllegalArgumentException if it is too short or too long (CO283)
   */
  static Duration check(String what, Duration slice) {
    if (slice.compareTo(SHORTEST) < 0 || slice.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(ErrorCode.BAD_SLICE.message(what, slice));
    }
    return slice;
  }

  private static Duration ofProperty() {
    String text = System.getProperty(PROPERTY, "").strip();
    if (text.isEmpty()) {
      return USUAL;
    }
    String what = "the system property " + PROPERTY;
    Duration slice = DurationText.parse(text);
    if (slice == null) {
      throw new IllegalArgumentException(ErrorCode.BAD_SLICE.message(what, text));
    }
    return check(what, slice);
  }

  // ---- for the thread that looks

  /** How soon to look again. */
  long pauseNanos() {
    return lookNanos;
  }

  /** Looks at the carrier. */
  void look() {
    long slice = loop.observation.slice();
    // Before the first round that is observed, all slices have the same number.
    boolean runs = (slice & 1) != 0 || loop.isInRound();
    if (runs && slice == seen) {
      request(slice);
    } else {
      withdraw();
      seen = runs ? slice : NONE;
    }
  }

  private synchronized void request(long slice) {
    if (requested == NONE && !over) {
      requested = slice;
      Preemption.request();
    }
  }

  private synchronized void withdraw() {
    if (requested != NONE) {
      requested = NONE;
      Preemption.withdraw();
    }
  }

  // ---- for the carrier

  /** Whether the slice that runs now has ended; forgets that it has. */
  boolean takeEnd() {
    long slice = requested;
    if (slice == NONE) {
      return false; // Of another carrier.
    }
    withdraw();
    return slice == loop.observation.slice();
  }

  /** The carrier has ended. */
  synchronized void end() {
    over = true;
    withdraw();
  }
}
