package dev.coro.testing;

import dev.coro.RunOrder;

/** See {@link Strategy#random}. */
record RandomStrategy() implements Strategy {
  @Override
  public RunOrder order(long seed) {
    SeededRandom random = new SeededRandom(seed);
    return ready -> random.nextInt(ready.size());
  }

  @Override
  public String toString() {
    return "Strategy.random()";
  }
}
