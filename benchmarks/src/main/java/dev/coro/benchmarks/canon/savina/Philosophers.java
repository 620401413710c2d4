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
 * Dining philosophers (E. W. Dijkstra, 1965). A fork is a mailbox that holds the number of its uses
 * while it lies on the table; everybody takes the fork with the lower number first.
 *
 * @param seats philosophers, and forks; at least two
 * @param meals how many each has
 */
public record Philosophers(int seats, int meals) implements Program {
  @Override
  public String name() {
    return "dining philosophers";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d seats, %,d meals each", seats, meals);
  }

  @Override
  public Pattern pattern() {
    return Pattern.SHARING;
  }

  @Override
  public int tasks() {
    return seats + 1;
  }

  @Override
  @Suspendable
  public long run(World world) {
    List<Mailbox<Long>> forks = new ArrayList<>();
    for (int i = 0; i < seats; i++) {
      Mailbox<Long> fork = world.bounded(1);
      fork.send(0L);
      forks.add(fork);
    }
    Mailbox<Long> eaten = world.unbounded();
    for (int i = 0; i < seats; i++) {
      int seat = i;
      world.startAnywhere(() -> eaten.send(dine(forks, seat)));
    }
    long checksum = Work.sum(eaten, seats);
    for (Mailbox<Long> fork : forks) {
      checksum = 31 * checksum + fork.receive();
    }
    return checksum;
  }

  @Suspendable
  private long dine(List<Mailbox<Long>> forks, int seat) {
    int other = (seat + 1) % seats;
    Mailbox<Long> lower = forks.get(Math.min(seat, other));
    Mailbox<Long> higher = forks.get(Math.max(seat, other));
    for (int i = 0; i < meals; i++) {
      long lowerUses = lower.receive();
      long higherUses = higher.receive();
      higher.send(higherUses + 1);
      lower.send(lowerUses + 1);
    }
    return meals;
  }

  @Override
  public long expected() {
    long checksum = (long) seats * meals;
    for (int fork = 0; fork < seats; fork++) {
      checksum = 31 * checksum + 2L * meals;
    }
    return checksum;
  }
}
