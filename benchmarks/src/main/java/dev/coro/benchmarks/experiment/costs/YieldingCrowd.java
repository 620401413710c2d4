package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;

/**
 * Many tasks on one thread, all of which want to run: each counts and yields. The task that makes
 * the crowd belongs to it.
 */
final class YieldingCrowd implements Sampling.Work {
  private final Tasking tasking;

  // Plain fields: the tasks share one thread of the operating system.
  private long turns;
  private boolean ended;

  private YieldingCrowd(Tasking tasking) {
    this.tasking = tasking;
  }

  /** Starts a crowd. */
  @Suspendable
  static YieldingCrowd start(Tasking tasking, int tasks) {
    YieldingCrowd crowd = new YieldingCrowd(tasking);
    for (int i = 1; i < tasks; i++) {
      tasking.start(crowd::takeTurns);
    }
    while (crowd.turns < tasks - 1) {
      tasking.yieldNow();
    }
    return crowd;
  }

  @Suspendable
  private void takeTurns() {
    while (!ended) {
      turns++;
      tasking.yieldNow();
    }
  }

  /** Yields that often, and counts the turns of all in between. */
  @Override
  @Suspendable
  public Sampling.Run run(int times) {
    long before = turns;
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      turns++;
      tasking.yieldNow();
    }
    long nanos = System.nanoTime() - began;
    long taken = turns - before;
    return new Sampling.Run(nanos, taken, taken);
  }

  /** What the turns must come to, if everybody has one in each round. */
  static long expected(int tasks, long rounds) {
    return tasks * rounds;
  }

  /** Ends the other tasks. Suspends until they have ended. */
  @Suspendable
  void end() throws InterruptedException {
    ended = true;
    tasking.joinAll();
  }
}
