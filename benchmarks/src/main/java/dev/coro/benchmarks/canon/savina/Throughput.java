package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.Work;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * One task sends numbers to many in turn; each works on every number for a moment.
 *
 * @param actors how many receive
 * @param messages how many each receives
 */
public record Throughput(int actors, int messages) implements Program {
  /** How often a number is stirred: some tens of nanoseconds. */
  private static final int STEPS = 30;

  @Override
  public String name() {
    return "fork-join throughput";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d actors, %,d messages each", actors, messages);
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGES;
  }

  @Override
  public int tasks() {
    return actors + 1;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> results = world.unbounded();
    List<Mailbox<Long>> boxes = new ArrayList<>();
    for (int i = 0; i < actors; i++) {
      Mailbox<Long> box = world.unbounded();
      boxes.add(box);
      world.startAnywhere(() -> results.send(work(box)));
    }
    for (long message = 0; message < messages; message++) {
      for (Mailbox<Long> box : boxes) {
        box.send(message);
      }
    }
    return Work.sum(results, actors);
  }

  @Suspendable
  private long work(Mailbox<Long> box) {
    long sum = 0;
    for (int i = 0; i < messages; i++) {
      sum += Work.stir(box.receive(), STEPS);
    }
    return sum;
  }

  @Override
  public long expected() {
    long sum = 0;
    for (int i = 0; i < messages; i++) {
      sum += Work.stir(i, STEPS);
    }
    return actors * sum;
  }
}
