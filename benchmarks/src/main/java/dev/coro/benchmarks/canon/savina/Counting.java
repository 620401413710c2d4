package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * One task sends numbers to another, which adds them up and is asked for the sum at the end.
 *
 * @param messages how many
 */
public record Counting(int messages) implements Program {
  private static final long ASK = -1;

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d messages", messages);
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGES;
  }

  @Override
  public int tasks() {
    return 2;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> numbers = world.unbounded();
    Mailbox<Long> answer = world.bounded(1);
    world.startAnywhere(() -> count(numbers, answer));
    for (int i = 0; i < messages; i++) {
      numbers.send((long) i);
    }
    numbers.send(ASK);
    return answer.receive();
  }

  @Suspendable
  private static void count(Mailbox<Long> numbers, Mailbox<Long> answer) {
    long sum = 0;
    for (long number = numbers.receive(); number != ASK; number = numbers.receive()) {
      sum += number;
    }
    answer.send(sum);
  }

  @Override
  public long expected() {
    return messages * (messages - 1L) / 2;
  }
}
