package dev.coro.benchmarks.peers.kilim;

import dev.coro.benchmarks.micro.SkynetBenchmark;
import kilim.Mailbox;
import kilim.Pausable;
import kilim.Scheduler;
import kilim.Task;

/** A task of the skynet tree. */
final class Reporter extends Task<Long> {
  private final Scheduler home;
  private final Mailbox<Long> reports;
  private final long first;
  private final int size;

  Reporter(Scheduler scheduler, Mailbox<Long> reports, long first, int size) {
    home = scheduler;
    this.reports = reports;
    this.first = first;
    this.size = size;
  }

  @Override
  public void execute() throws Pausable {
    if (size == 1) {
      reports.put(first);
      return;
    }
    int children = SkynetBenchmark.CHILDREN;
    Mailbox<Long> below = new Mailbox<>(children, children);
    int part = size / children;
    for (int i = 0; i < children; i++) {
      new Reporter(home, below, first + (long) i * part, part)
          .setScheduler(home)
          .start();
    }
    long sum = 0;
    for (int i = 0; i < children; i++) {
      sum += below.get();
    }
    reports.put(sum);
  }
}
