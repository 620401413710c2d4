package dev.coro.testing;

import java.time.Duration;

/** The way between two hosts, in both directions. */
final class Link {
  private final SeededRandom random;
  private LinkConditions conditions;
  private boolean partitioned;

  /** When the next outage begins, or the last one has begun; -1 if that is not known yet. */
  private long outageBegin = -1;

  private long outageEnd;

  /** Until when each direction is busy with what was sent before. */
  private final long[] busyUntil = new long[2];

  Link(LinkConditions conditions, SeededRandom random) {
    this.conditions = conditions;
    this.random = random;
  }

  LinkConditions conditions() {
    return conditions;
  }

  void setConditions(LinkConditions next) {
    conditions = next;
    outageBegin = -1;
  }

  void setPartitioned(boolean now) {
    partitioned = now;
  }

  /**
   * When a packet that is sent now would arrive.
   *
   * @param direction 0 or 1
   */
  long arrival(long now, int direction, int bytes) {
    long begin = now;
    if (conditions.bytesPerSecond() > 0) {
      long nanos = (long) (bytes * 1e9 / conditions.bytesPerSecond());
      begin = Math.max(now, busyUntil[direction]) + nanos;
      busyUntil[direction] = begin;
    }
    return begin + delay();
  }

  long delay() {
    long least = conditions.leastDelay().toNanos();
    long range = conditions.mostDelay().toNanos() - least;
    return range == 0 ? least : least + random.nextLong(range + 1);
  }

  /** Whether a packet that would arrive now does not. */
  boolean loses(long now) {
    return isCut(now) || chance(conditions.lossRate());
  }

  boolean resets() {
    return chance(conditions.resetRate());
  }

  /** How many of so many bytes a read or write takes. */
  int part(int bytes) {
    return conditions.fragments() && bytes > 1 ? 1 + random.nextInt(bytes) : bytes;
  }

  /** Exact on all JDKs: a power of two only shifts. */
  private boolean chance(double rate) {
    return rate > 0 && random.nextLong(1L << 53) < rate * (1L << 53);
  }

  private boolean isCut(long now) {
    Duration between = conditions.betweenOutages();
    if (partitioned) {
      return true;
    } else if (between == null) {
      return false;
    }
    // No timer: what is asked seldom is made up to now when it is asked.
    if (outageBegin < 0) {
      nextOutage(now, between);
    }
    while (now >= outageEnd) {
      nextOutage(outageEnd, between);
    }
    return now >= outageBegin;
  }

  private void nextOutage(long from, Duration between) {
    outageBegin = from + 1 + random.nextLong(2 * between.toNanos());
    outageEnd = outageBegin + random.nextLong(conditions.longestOutage().toNanos() + 1);
  }
}
