package dev.coro.benchmarks.peers.kilim;

import kilim.Mailbox;
import kilim.Pausable;
import kilim.Task;

/** Sends a number, and waits for the answer, again and again. */
final class Pinger extends Task<Integer> {
  private final Mailbox<Integer> there;
  private final Mailbox<Integer> back;
  private final int roundTrips;

  Pinger(Mailbox<Integer> there, Mailbox<Integer> back, int roundTrips) {
    this.there = there;
    this.back = back;
    this.roundTrips = roundTrips;
  }

  @Override
  public void execute() throws Pausable {
    int last = 0;
    for (int i = 0; i < roundTrips; i++) {
      there.put(last);
      last = back.get();
    }
    exit(last);
  }
}
