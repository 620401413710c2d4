package dev.coro.benchmarks.compare;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** Two threads that wake one another and park in turn. Played once. */
final class ParkPingPong {
  private final Thread first;
  private final Thread second;
  private final int rounds;
  private volatile boolean turnOfFirst = true;

  // Written by the threads, read after they were joined.
  private Switching resultOfFirst = new Switching(0, 0);
  private long countOfSecond;

  /** Prepares that many rounds, two switches each. */
  ParkPingPong(ThreadFactory threads, int rounds) {
    this.rounds = rounds;
    first = threads.newThread(this::playFirst);
    second = threads.newThread(this::playSecond);
  }

  Switching play() throws InterruptedException {
    second.start();
    first.start();
    first.join();
    second.join();
    long kernelSwitches = Switching.sum(resultOfFirst.kernelSwitches(), countOfSecond);
    return new Switching(resultOfFirst.nanos(), kernelSwitches);
  }

  private void playFirst() {
    long before = Switching.count();
    long start = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      awaitTurn(true);
      turnOfFirst = false;
      LockSupport.unpark(second);
    }
    awaitTurn(true);
    long nanos = System.nanoTime() - start;
    resultOfFirst = new Switching(nanos, Switching.between(before, Switching.count()));
  }

  private void playSecond() {
    long before = Switching.count();
    for (int i = 0; i < rounds; i++) {
      awaitTurn(false);
      turnOfFirst = true;
      LockSupport.unpark(first);
    }
    countOfSecond = Switching.between(before, Switching.count());
  }

  private void awaitTurn(boolean mine) {
    while (turnOfFirst != mine) {
      LockSupport.park(this);
    }
  }
}
