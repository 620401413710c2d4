package dev.coro.benchmarks.canon.program;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * Items go through a chain of tasks, as buckets of water do; each stirs the item.
 *
 * @param stages tasks of the chain, its ends not counted
 * @param items how many
 */
public record PipeBrigade(int stages, int items) implements Program {
  /** Items that there is room for between two stages. */
  private static final int ROOM = 16;

  @Override
  public String name() {
    return "pipe brigade";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d stages, %,d items", stages, items);
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGES;
  }

  @Override
  public int tasks() {
    return stages + 2;
  }

  @Override
  public long handOvers() {
    return (long) items * (stages + 1);
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> first = world.bounded(ROOM);
    world.startAnywhere(() -> feed(first));
    Mailbox<Long> last = first;
    for (int i = 0; i < stages; i++) {
      Mailbox<Long> from = last;
      Mailbox<Long> to = world.bounded(ROOM);
      world.startAnywhere(() -> relay(from, to));
      last = to;
    }
    return Work.sum(last, items);
  }

  @Suspendable
  private void feed(Mailbox<Long> to) {
    for (int i = 0; i < items; i++) {
      to.send((long) i);
    }
  }

  @Suspendable
  private void relay(Mailbox<Long> from, Mailbox<Long> to) {
    for (int i = 0; i < items; i++) {
      to.send(Work.stir(from.receive()));
    }
  }

  @Override
  public long expected() {
    long sum = 0;
    for (int i = 0; i < items; i++) {
      sum += Work.stir(i, stages);
    }
    return sum;
  }
}
