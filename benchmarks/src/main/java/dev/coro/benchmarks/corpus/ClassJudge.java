package dev.coro.benchmarks.corpus;

/** Judges one class file. Safe for use by many threads. */
interface ClassJudge {
  /** Which one it is. */
  Judge judge();

  /** What is wrong with the class file; empty if nothing is. */
  String complaint(byte[] classFile);
}
