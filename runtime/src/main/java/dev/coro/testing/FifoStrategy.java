package dev.coro.testing;

import dev.coro.RunOrder;

/** See {@link Strategy#fifo}. */
record FifoStrategy() implements Strategy {
  @Override
  public RunOrder order(long seed) {
    return ready -> 0;
  }

  @Override
  public String toString() {
    return "Strategy.fifo()";
  }
}
