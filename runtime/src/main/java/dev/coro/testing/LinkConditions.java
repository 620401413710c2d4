package dev.coro.testing;

import dev.coro.internal.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the way between two hosts of a {@link SimulatedNetwork} is like. Start from {@link #usual}
 * and change what is to be different.
 *
 * @param leastDelay from sending to arrival, at least
 * @param mostDelay from sending to arrival, at most, if all goes well; each packet takes any time
 *     in between, but none overtakes another of its connection
 * @param bytesPerSecond how much can be sent in each direction, all connections together; 0 for any
 *     amount
 * @param bufferBytes how many bytes of each connection and direction may be on the way or not read
 *     yet; writing waits when it is full. Holds for connections that are made from then on
 * @param lossRate the part of the packets that get lost, from 0 to less than 1. Streams send them
 *     again, so what others see of it is delay: 200 ms, then twice that, and so on, as TCP does
 * @param resetRate the part of the packets that end their connection instead, by a reset at both
 *     ends, from 0 to 1
 * @param betweenOutages mean time from one outage to the next; null for none. An outage lets
 *     nothing through, as a partition does
 * @param longestOutage an outage takes up to that
 * @param fragments whether a read or write takes any number of bytes that it could take, at random,
 *     rather than all
 */
public record LinkConditions(
    Duration leastDelay,
    Duration mostDelay,
    long bytesPerSecond,
    int bufferBytes,
    double lossRate,
    double resetRate,
    @Nullable Duration betweenOutages,
    Duration longestOutage,
    boolean fragments) {
  private static final LinkConditions USUAL =
      new LinkConditions(
          Duration.ofMillis(1), Duration.ofMillis(1), 0, 65_536, 0, 0, null, Duration.ZERO, false);

  /** No delay nor limit nor fault: how a host reaches itself. */
  static final LinkConditions NONE = USUAL.withDelay(Duration.ZERO);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one of them makes no sense (CO263)
   */
  public LinkConditions {
    check(!leastDelay.isNegative(), "the least delay", leastDelay, "zero or more");
    check(mostDelay.compareTo(leastDelay) >= 0, "the most delay", mostDelay, "the least or more");
    check(bytesPerSecond >= 0, "bytesPerSecond", bytesPerSecond, "0 or more");
    check(bufferBytes >= 1, "bufferBytes", bufferBytes, "1 or more");
    check(lossRate >= 0 && lossRate < 1, "the rate of loss", lossRate, "0 or more, less than 1");
    check(resetRate >= 0 && resetRate <= 1, "the rate of resets", resetRate, "0 to 1");
    check(
        betweenOutages == null || betweenOutages.compareTo(Duration.ofNanos(1)) >= 0,
        "the time between outages",
        betweenOutages,
        "more than zero");
    check(!longestOutage.isNegative(), "the longest outage", longestOutage, "zero or more");
  }

  private static void check(boolean right, String what, @Nullable Object value, String remedy) {
    if (!right) {
      throw new IllegalArgumentException(
          ErrorCode.BAD_CONDITION.message(what, String.valueOf(value), remedy));
    }
  }

  /** A delay of 1 ms, a buffer of 64 KB, no limit of bandwidth and no faults. */
  public static LinkConditions usual() {
    return USUAL;
  }

  /** With a delay that is always the same. */
  public LinkConditions withDelay(Duration delay) {
    return withDelay(delay, delay);
  }

  /** With a delay of any time from {@code least} to {@code most}. */
  public LinkConditions withDelay(Duration least, Duration most) {
    return new LinkConditions(
        Objects.requireNonNull(least, "least"),
        Objects.requireNonNull(most, "most"),
        bytesPerSecond,
        bufferBytes,
        lossRate,
        resetRate,
        betweenOutages,
        longestOutage,
        fragments);
  }

  /** With a limit of the bytes per second; 0 for none. */
  public LinkConditions withBandwidth(long newBytesPerSecond) {
    return new LinkConditions(
        leastDelay,
        mostDelay,
        newBytesPerSecond,
        bufferBytes,
        lossRate,
        resetRate,
        betweenOutages,
        longestOutage,
        fragments);
  }

  /** With buffers of another size. */
  public LinkConditions withBuffer(int bytes) {
    return new LinkConditions(
        leastDelay,
        mostDelay,
        bytesPerSecond,
        bytes,
        lossRate,
        resetRate,
        betweenOutages,
        longestOutage,
        fragments);
  }

  /** With packets that get lost and are sent again. */
  public LinkConditions withLoss(double rate) {
    return new LinkConditions(
        leastDelay,
        mostDelay,
        bytesPerSecond,
        bufferBytes,
        rate,
        resetRate,
        betweenOutages,
        longestOutage,
        fragments);
  }

  /** With packets that reset their connection. */
  public LinkConditions withResets(double rate) {
    return new LinkConditions(
        leastDelay,
        mostDelay,
        bytesPerSecond,
        bufferBytes,
        lossRate,
        rate,
        betweenOutages,
        longestOutage,
        fragments);
  }

  /**
   * With times in which nothing comes through: about every {@code between}, and up to that long.
   */
  public LinkConditions withOutages(Duration between, Duration longest) {
    return new LinkConditions(
        leastDelay,
        mostDelay,
        bytesPerSecond,
        bufferBytes,
        lossRate,
        resetRate,
        Objects.requireNonNull(between, "between"),
        Objects.requireNonNull(longest, "longest"),
        fragments);
  }

  /** With reads and writes that take any part of what they could, or not. */
  public LinkConditions withFragments(boolean on) {
    return new LinkConditions(
        leastDelay,
        mostDelay,
        bytesPerSecond,
        bufferBytes,
        lossRate,
        resetRate,
        betweenOutages,
        longestOutage,
        on);
  }
}
