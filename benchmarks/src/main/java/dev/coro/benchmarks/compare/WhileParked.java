package dev.coro.benchmarks.compare;

/** What is done while a crowd is parked. Must not suspend. */
@FunctionalInterface
interface WhileParked {
  /** Called once, when everyone waits. */
  void measure() throws NotMeasurableException;
}
