package dev.coro.benchmarks.peers.kilim;

import kilim.Mailbox;
import kilim.Pausable;
import kilim.Task;

/** Answers each number with the next one. */
final class Ponger extends Task<Integer> {
  private final Mailbox<Integer> there;
  private final Mailbox<Integer> back;
  private final int roundTrips;

  Ponger(Mailbox<Integer> there, Mailbox<Integer> back, int roundTrips) {
    this.there = there;
    this.back = back;
    this.roundTrips = roundTrips;
  }

  @Override
  public void execute() throws Pausable {
    for (int i = 0; i < roundTrips; i++) {
      back.put(there.get() + 1);
    }
  }
}
