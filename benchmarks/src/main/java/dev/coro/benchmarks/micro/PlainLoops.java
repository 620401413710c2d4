package dev.coro.benchmarks.micro;

/** Loops of several kinds, by their names. */
public interface PlainLoops {
  /** Runs a loop once; returns what it has come to. */
  long run(String loop);
}
