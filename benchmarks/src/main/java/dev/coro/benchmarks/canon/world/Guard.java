package dev.coro.benchmarks.canon.world;

/** Keeps tasks from working on the same thing at the same time. */
public interface Guard {
  /** Runs the action, which does not wait for anything, while no other runs under this guard. */
  void run(Runnable action);
}
