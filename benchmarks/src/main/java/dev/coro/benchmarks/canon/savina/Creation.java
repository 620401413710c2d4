package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.Work;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * Starts many tasks, each with a mailbox of its own, in which it finds one message.
 *
 * @param tasks how many
 */
public record Creation(int tasks) implements Program {
  /** How often the number in the message is stirred. */
  private static final int STEPS = 30;

  @Override
  public String name() {
    return "fork-join creation";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d actors", tasks);
  }

  @Override
  public Pattern pattern() {
    return Pattern.CREATION;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> results = world.unbounded();
    for (long i = 0; i < tasks; i++) {
      Mailbox<Long> box = world.bounded(1);
      world.startAnywhere(() -> results.send(Work.stir(box.receive(), STEPS)));
      box.send(i);
    }
    return Work.sum(results, tasks);
  }

  @Override
  public long expected() {
    long sum = 0;
    for (int i = 0; i < tasks; i++) {
      sum += Work.stir(i, STEPS);
    }
    return sum;
  }
}
