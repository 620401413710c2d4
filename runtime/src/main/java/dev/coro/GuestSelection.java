package dev.coro;

import dev.coro.internal.IoPoller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for I/O in place of the host of a guest, whose thread must not block: a daemon thread that
 * is lent the selector at the end of a round and has the next round run when something is ready.
 *
 * <p>The selector and its keys are used by one thread at a time: {@link #lend} hands them over with
 * a permit, and giving them back precedes the round that this thread schedules.
 */
final class GuestSelection implements Runnable {
  /** How long to wait before a host that has refused a round is asked again. */
  private static final long ASK_AGAIN_NANOS = 50_000_000;

  private final IoPoller poller;
  private final GuestRounds rounds;

  /** One for each time that the selector was lent, and one at the end. */
  private final Semaphore turns = new Semaphore(0);

  private volatile boolean ended;

  GuestSelection(IoPoller poller, GuestRounds rounds, String carrier) {
    this.poller = poller;
    this.rounds = rounds;
    Thread thread = new Thread(this, "coro-io-of-" + carrier);
    thread.setDaemon(true);
    thread.start();
  }

  /** At the end of a round after which nothing is ready. Host's thread. */
  void lend() {
    if (poller.lend()) {
      turns.release();
    }
  }

  /** There will be no more rounds. */
  void end() {
    ended = true;
    poller.wakeUp();
    turns.release();
  }

  @Override
  public void run() {
    turns.acquireUninterruptibly();
    while (!ended) {
      try {
        poller.awaitForHost();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ClosedSelectorException e) {
        return; // The end came between two instructions.
      } finally {
        poller.giveBack();
      }
      schedule();
      turns.acquireUninterruptibly();
    }
  }

  private void schedule() {
    while (!ended) {
      try {
        rounds.schedule();
        return;
      } catch (RejectedExecutionException e) {
        LockSupport.parkNanos(this, ASK_AGAIN_NANOS); // It may be full only for now.
      }
    }
  }
}
