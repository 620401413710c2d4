package dev.coro.benchmarks.experiment.costs;

import java.util.Arrays;

/** What one task of a ring does with the token: it reads and writes memory of its own. */
final class Station {
  private static final int LINE_BYTES = 64;
  private static final int LONGS_IN_A_LINE = LINE_BYTES / Long.BYTES;

  /** What stands in the memory. */
  private final long mine;

  private final long[] memory;

  /**
   * The task with this number, from 0.
   *
   * @param bytes how much memory it touches at each turn
   */
  Station(int number, int bytes) {
    mine = number + 1L;
    memory = new long[bytes / Long.BYTES];
    Arrays.fill(memory, mine);
  }

  /** Adds one, and a number from each line of the memory, which is written again. */
  long touch(long token) {
    long sum = token + 1;
    for (int i = 0; i < memory.length; i += LONGS_IN_A_LINE) {
      sum += memory[i];
      memory[i] = mine;
    }
    return sum;
  }

  /** What the token has come to when it has been around so many times. */
  static long expected(int tasks, int bytes, long rounds) {
    long lines = bytes / LINE_BYTES;
    long numbers = (long) tasks * (tasks + 1) / 2;
    return rounds * (tasks + lines * numbers);
  }
}
