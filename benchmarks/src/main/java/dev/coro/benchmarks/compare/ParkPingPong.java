package dev.coro.benchmarks.compare;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** Two threads that wake one another and park in turn. */
final class ParkPingPong {
  private final Thread first;
  private final Thread second;
  private int rounds;
  private volatile boolean turnOfFirst = true;

  /** Keeps the second thread alive until it was counted: the kernel forgets ended threads. */
  private final CountDownLatch counted = new CountDownLatch(1);

  /** Written by the first thread, read after join. */
  private Switching result = new Switching(0, 0);

  ParkPingPong(ThreadFactory threads) {
    first = threads.newThread(this::playFirst);
    second = threads.newThread(this::playSecond);
  }

  /** Plays that many rounds, two switches each; returns what came of it. May be called once. */
  Switching play(int rounds) throws InterruptedException {
    this.rounds = rounds;
    second.start();
    first.start();
    first.join();
    second.join();
    return result;
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
    result = new Switching(nanos, Switching.between(before, Switching.count()));
    counted.countDown();
  }

  private void playSecond() {
    for (int i = 0; i < rounds; i++) {
      awaitTurn(false);
      turnOfFirst = true;
      LockSupport.unpark(first);
    }
    try {
      counted.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a player", e);
    }
  }

  private void awaitTurn(boolean mine) {
    while (turnOfFirst != mine) {
      LockSupport.park(this);
    }
  }
}
