package dev.coro.testing;

import dev.coro.internal.ErrorCode;

/**
 * Random numbers whose sequence depends on the seed only, on every JDK: SplitMix64 (Steele, Lea,
 * Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
 *
 * <p>For one thread at a time. No method suspends.
 */
public final class SeededRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** Begins the sequence of {@code seed}. */
  public SeededRandom(long seed) {
    state = seed;
  }

  /** The next number, any of all. */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /**
   * The next number from 0 up to {@code bound}, without that.
   *
   * @throws IllegalArgumentException if {@code bound} is less than 1 (CO239)
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("the bound", bound, 1));
    }
    return (int) nextLong(bound);
  }

  /**
   * The next number from 0 up to {@code bound}, without that.
   *
   * @throws IllegalArgumentException if {@code bound} is less than 1 (CO239)
   */
  public long nextLong(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("the bound", bound, 1));
    }
    // The high half of an unsigned product: no division, and a bias of at most bound / 2^64.
    long number = nextLong();
    return Math.multiplyHigh(number, bound) + ((number >> 63) & bound);
  }

  /** Whether something happens that does in {@code percent} of 100 cases. */
  public boolean chance(int percent) {
    return nextInt(100) < percent;
  }

  /** A generator with a sequence of its own, which depends on this one's next number. */
  public SeededRandom split() {
    return new SeededRandom(mix(nextLong() ^ GOLDEN));
  }

  static long mix(long number) {
    long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
