package dev.coro.benchmarks.canon.program;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.Mailbox;

/** What many programs do. */
public final class Work {
  private Work() {}

  /** Another number for each number: G. Marsaglia's xorshift (2003), after an odd step. */
  public static long stir(long number) {
    long value = number + 0x9E3779B97F4A7C15L;
    value ^= value << 13;
    value ^= value >>> 7;
    return value ^ (value << 17);
  }

  /** Stirs several times. */
  public static long stir(long number, int times) {
    long value = number;
    for (int i = 0; i < times; i++) {
      value = stir(value);
    }
    return value;
  }

  /** Receives some numbers and returns their sum, which does not depend on their order. */
  @Suspendable
  public static long sum(Mailbox<Long> numbers, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += numbers.receive();
    }
    return sum;
  }
}
