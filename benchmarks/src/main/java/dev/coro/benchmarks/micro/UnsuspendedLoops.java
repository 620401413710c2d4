package dev.coro.benchmarks.micro;

/** Loops over arrays, run without a suspension. */
public interface UnsuspendedLoops {
  /** Runs one loop, and returns a checksum. */
  long runOnce(LoopTask task);

  /** Runs loops that take so long that they are compiled meanwhile, and returns a checksum. */
  long runLong(int rounds);
}
