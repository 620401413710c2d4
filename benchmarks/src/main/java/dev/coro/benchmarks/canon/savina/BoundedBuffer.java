package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.Work;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * Producers and consumers with a buffer in between that is often full or empty.
 *
 * @param producers how many, and as many consumers
 * @param items how many each produces
 * @param room how many fit into the buffer
 */
public record BoundedBuffer(int producers, int items, int room) implements Program {
  /** How often a number is stirred at each side. */
  private static final int STEPS = 30;

  private static final long END = Long.MIN_VALUE;

  @Override
  public String name() {
    return "bounded buffer";
  }

  @Override
  public String size() {
    return String.format(
        ROOT, "%,d producers and consumers, %,d items each, room for %d", producers, items, room);
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGES;
  }

  @Override
  public int tasks() {
    return 2 * producers + 1;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> buffer = world.bounded(room);
    Mailbox<Long> produced = world.unbounded();
    Mailbox<Long> consumed = world.unbounded();
    for (int i = 0; i < producers; i++) {
      int producer = i;
      world.startAnywhere(() -> produced.send(produce(producer, buffer)));
      world.startAnywhere(() -> consumed.send(consume(buffer)));
    }
    long count = Work.sum(produced, producers);
    for (int i = 0; i < producers; i++) {
      buffer.send(END);
    }
    return count + Work.sum(consumed, producers);
  }

  @Suspendable
  private long produce(int producer, Mailbox<Long> buffer) {
    for (int i = 0; i < items; i++) {
      buffer.send(item(producer, i));
    }
    return items;
  }

  private long item(int producer, int index) {
    // Half of all numbers: never END.
    return Work.stir((long) producer * items + index, STEPS) >>> 1;
  }

  @Suspendable
  private static long consume(Mailbox<Long> buffer) {
    long sum = 0;
    for (long item = buffer.receive(); item != END; item = buffer.receive()) {
      sum += Work.stir(item, STEPS);
    }
    return sum;
  }

  @Override
  public long expected() {
    long sum = (long) producers * items;
    for (int producer = 0; producer < producers; producer++) {
      for (int i = 0; i < items; i++) {
        sum += Work.stir(item(producer, i), STEPS);
      }
    }
    return sum;
  }
}
