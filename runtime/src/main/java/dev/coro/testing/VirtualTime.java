package dev.coro.testing;

import dev.coro.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Time that passes only when all coroutines wait: it then jumps to the next deadline. A year of
 * sleep takes no time at all.
 *
 * <p>While a coroutine waits for what another thread may bring ({@code Blocking}, {@code Futures},
 * whatever is {@code shared()}), it does not jump, but goes as fast as real time: from one deadline
 * to the next.
 *
 * <p>For one carrier at a time, and used on its thread. No method suspends.
 */
public final class VirtualTime implements TimeSource {
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private long nanos;

  /** Real time that was waited since the last jump. */
  private long waitedNanos;

  private boolean waited;

  /** Time that begins at zero. */
  public VirtualTime() {}

  /** How much time has passed since the beginning. */
  public Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  /** This as a clock for code that asks one, in UTC; it began with the year 2000. */
  public Clock clock() {
    return new OfVirtualTime(this, ZoneOffset.UTC);
  }

  /** Whether it ever had to wait for other threads, so that real time has had influence. */
  public boolean hasWaitedForThreads() {
    return waited;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public boolean skipTo(long nanoTime) {
    nanos = Math.max(nanos, nanoTime);
    waitedNanos = 0;
    return true;
  }

  @Override
  public void waited(long realNanos, long deadlineNanos) {
    waited = true;
    waitedNanos += realNanos;
    if (waitedNanos >= deadlineNanos - nanos) {
      skipTo(deadlineNanos);
    }
  }

  private static final class OfVirtualTime extends Clock {
    private final VirtualTime time;
    private final ZoneId zone;

    OfVirtualTime(VirtualTime time, ZoneId zone) {
      this.time = time;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new OfVirtualTime(time, other);
    }

    @Override
    public Instant instant() {
      return EPOCH.plus(time.elapsed());
    }
  }
}
