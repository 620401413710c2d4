package dev.coro.benchmarks.micro;

/** What a loop over arrays computes. */
public enum LoopTask {
  /** The sum of an array. */
  SUM,
  /** A constant times one array plus another. */
  SAXPY,
  /** How often values occur in an array. */
  HISTOGRAM
}
