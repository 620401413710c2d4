package dev.coro.benchmarks.compare;

/** What a model is asked. Each question is put to each model in a fresh JVM. */
public enum Question {
  /** How long does it take to create, run and end one? */
  CREATE,
  /** How long does a switch from one to another take? */
  SWITCH,
  /** How much memory does a waiting one hold? */
  MEMORY,
  /** How many can be alive at once? */
  ALIVE,
  /** What does a load of ten thousand waiting tasks cost? */
  WORKLOAD
}
