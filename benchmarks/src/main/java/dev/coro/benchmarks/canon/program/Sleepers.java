package dev.coro.benchmarks.canon.program;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;
import java.time.Duration;

/**
 * Many tasks sleep at the same time and then report. It cannot take less than the sleep.
 *
 * @param tasks how many
 * @param millis how long each sleeps
 */
public record Sleepers(int tasks, int millis) implements Program {
  @Override
  public String name() {
    return "sleepers";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d for %,d ms", tasks, millis);
  }

  @Override
  public Pattern pattern() {
    return Pattern.WAITING;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> reports = world.unbounded();
    Duration sleep = Duration.ofMillis(millis);
    for (int i = 0; i < tasks; i++) {
      int number = i;
      world.startAnywhere(
          () -> {
            world.sleep(sleep);
            reports.send(Work.stir(number));
          });
    }
    return Work.sum(reports, tasks);
  }

  @Override
  public long expected() {
    long sum = 0;
    for (int i = 0; i < tasks; i++) {
      sum += Work.stir(i);
    }
    return sum;
  }
}
