package dev.coro.benchmarks.cli;

import java.time.Duration;

/**
 * Says how long several pieces of work will still take. What is expected of each is corrected by
 * how much longer, or shorter, the finished ones have taken than was expected of them.
 */
final class RemainingTime {
  /**
   * So many seconds as expected are thought to lie behind us: a first short piece decides little.
   */
  private static final double TRUST_SECONDS = 10;

  private final double allSeconds;
  private final long startedNanos;
  private double doneSeconds;
  private double currentSeconds;
  private long currentSinceNanos;

  /**
   * Begins.
   *
   * @param allSeconds what is expected of all pieces together
   * @param nowNanos the time, as {@link System#nanoTime} tells it; so everywhere
   */
  RemainingTime(double allSeconds, long nowNanos) {
    this.allSeconds = allSeconds;
    this.startedNanos = nowNanos;
    this.currentSinceNanos = nowNanos;
  }

  /** A piece begins, of which so much is expected. */
  synchronized void begin(double expectedSeconds, long nowNanos) {
    currentSeconds = expectedSeconds;
    currentSinceNanos = nowNanos;
  }

  /** The piece has ended. */
  synchronized void end(long nowNanos) {
    doneSeconds += currentSeconds;
    currentSeconds = 0;
    currentSinceNanos = nowNanos;
  }

  synchronized Duration at(long nowNanos) {
    double pace =
        (seconds(startedNanos, currentSinceNanos) + TRUST_SECONDS) / (doneSeconds + TRUST_SECONDS);
    double ofCurrent = Math.max(0, currentSeconds * pace - seconds(currentSinceNanos, nowNanos));
    double ofOthers = Math.max(0, allSeconds - doneSeconds - currentSeconds) * pace;
    return Duration.ofSeconds(Math.round(ofCurrent + ofOthers));
  }

  private static double seconds(long fromNanos, long toNanos) {
    return (toNanos - fromNanos) / 1e9;
  }
}
