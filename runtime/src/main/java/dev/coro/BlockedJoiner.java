package dev.coro;

import java.util.concurrent.locks.LockSupport;

/** A thread outside of any coroutine that blocks in join(). */
final class BlockedJoiner extends JoinWaiter {
  private final Thread thread;

  BlockedJoiner(Thread thread) {
    this.thread = thread;
  }

  @Override
  void ended() {
    LockSupport.unpark(thread);
  }
}
