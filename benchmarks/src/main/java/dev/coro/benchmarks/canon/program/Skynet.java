package dev.coro.benchmarks.canon.program;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * A tree of tasks: each starts ten more and adds up what they report, down to leaves that report
 * their number (A. Temlyakov's skynet, 2016).
 *
 * @param leaves a power of ten
 */
public record Skynet(int leaves) implements Program {
  private static final int CHILDREN = 10;

  @Override
  public String name() {
    return "skynet";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d leaves", leaves);
  }

  @Override
  public Pattern pattern() {
    return Pattern.CREATION;
  }

  @Override
  public int tasks() {
    int all = 0;
    for (int level = leaves; level > 0; level /= CHILDREN) {
      all += level;
    }
    return all;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> reports = world.bounded(CHILDREN);
    int part = leaves / CHILDREN;
    for (int i = 0; i < CHILDREN; i++) {
      long first = (long) i * part;
      world.startAnywhere(() -> report(world, reports, first, part));
    }
    return Work.sum(reports, CHILDREN);
  }

  @Suspendable
  private static void report(World world, Mailbox<Long> reports, long first, int size) {
    if (size == 1) {
      reports.send(first);
      return;
    }
    Mailbox<Long> below = world.bounded(CHILDREN);
    int part = size / CHILDREN;
    for (int i = 0; i < CHILDREN; i++) {
      long start = first + (long) i * part;
      world.start(() -> report(world, below, start, part));
    }
    reports.send(Work.sum(below, CHILDREN));
  }

  @Override
  public long expected() {
    return leaves * (leaves - 1L) / 2;
  }
}
