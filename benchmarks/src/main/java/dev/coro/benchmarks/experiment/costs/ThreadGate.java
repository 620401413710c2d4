package dev.coro.benchmarks.experiment.costs;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** For threads, platform or virtual: park and unpark. */
final class ThreadGate implements Gate {
  private volatile boolean open;
  private volatile @Nullable Thread waiting;

  @Override
  public void pass() {
    if (waiting == null) {
      waiting = Thread.currentThread();
    }
    while (!open) {
      LockSupport.park(this);
    }
    open = false;
  }

  @Override
  public void open() {
    open = true;
    LockSupport.unpark(waiting);
  }
}
