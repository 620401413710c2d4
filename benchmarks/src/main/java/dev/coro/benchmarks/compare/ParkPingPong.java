package dev.coro.benchmarks.compare;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** Two threads that wake one another and park in turn. */
final class ParkPingPong {
  private final Thread first;
  private final Thread second;
  private int rounds;
  private volatile boolean turnOfFirst = true;

  /** Written by the first thread, read after join. */
  private long nanos;

  ParkPingPong(ThreadFactory threads) {
    first = threads.newThread(this::playFirst);
    second = threads.newThread(this::playSecond);
  }

  /** Plays that many rounds, two switches each; returns the time. May be called once. */
  long playNanos(int rounds) throws InterruptedException {
    this.rounds = rounds;
    second.start();
    first.start();
    first.join();
    second.join();
    return nanos;
  }

  private void playFirst() {
    long start = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      awaitTurn(true);
      turnOfFirst = false;
      LockSupport.unpark(second);
    }
    awaitTurn(true);
    nanos = System.nanoTime() - start;
  }

  private void playSecond() {
    for (int i = 0; i < rounds; i++) {
      awaitTurn(false);
      turnOfFirst = true;
      LockSupport.unpark(first);
    }
  }

  private void awaitTurn(boolean mine) {
    while (turnOfFirst != mine) {
      LockSupport.park(this);
    }
  }
}
