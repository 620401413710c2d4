package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;

/** One task waits here until another opens; then it is closed again. */
interface Gate {
  /** Waits until the gate is open, and closes it. Called by one task only. */
  @Suspendable
  void pass();

  /** Opens it, and wakes whoever waits. */
  void open();
}
