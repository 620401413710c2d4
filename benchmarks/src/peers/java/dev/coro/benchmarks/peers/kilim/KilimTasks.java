package dev.coro.benchmarks.peers.kilim;

import dev.coro.benchmarks.peers.WeavingCheck;
import kilim.Mailbox;
import kilim.Scheduler;

/** Tasks of Kilim with mailboxes, on one thread of its scheduler. */
public final class KilimTasks implements AutoCloseable {
  private final Scheduler scheduler;

  /** Starts the scheduler, after a look whether the package was woven. */
  public KilimTasks() {
    WeavingCheck.checked(new KilimPeer());
    scheduler = Scheduler.make(1);
  }

  /** Hands a number to and fro; returns how often. Its mailboxes hold one message. */
  public int pingPong(int roundTrips) {
    Mailbox<Integer> there = new Mailbox<>(1, 1);
    Mailbox<Integer> back = new Mailbox<>(1, 1);
    new Ponger(there, back, roundTrips).setScheduler(scheduler).start();
    Pinger pinger = new Pinger(there, back, roundTrips);
    pinger.setScheduler(scheduler).start();
    return pinger.joinb().result;
  }

  /** Adds up the numbers of the leaves. */
  public long skynet(int leaves) {
    Mailbox<Long> result = new Mailbox<>(1, 1);
    new Reporter(scheduler, result, 0, leaves).setScheduler(scheduler).start();
    return result.getb();
  }

  /** Ends the scheduler's threads. */
  @Override
  public void close() {
    scheduler.shutdown();
  }
}
