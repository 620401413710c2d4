package dev.coro.benchmarks.compare;

/**
 * What came of starting many.
 *
 * @param reached how many waited at the same moment
 * @param failure why no more could be started; empty when the wanted number was reached
 */
record Crowd(int reached, String failure) {
  static Crowd complete(int reached) {
    return new Crowd(reached, "");
  }
}
