package dev.coro.benchmarks.canon.program;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * Two tasks hand a number to and fro, without any room in between, and stir it.
 *
 * @param rounds how often there and back
 */
public record PingPong(int rounds) implements Program {
  @Override
  public String name() {
    return "ping-pong";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d rounds", rounds);
  }

  @Override
  public Pattern pattern() {
    return Pattern.TURNS;
  }

  @Override
  public int tasks() {
    return 2;
  }

  @Override
  public long handOvers() {
    return 2L * rounds;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> pings = world.rendezvous();
    Mailbox<Long> pongs = world.rendezvous();
    world.startAnywhere(() -> answer(pings, pongs));
    long number = 1;
    for (int i = 0; i < rounds; i++) {
      pings.send(Work.stir(number));
      number = pongs.receive();
    }
    return number;
  }

  @Suspendable
  private void answer(Mailbox<Long> pings, Mailbox<Long> pongs) {
    for (int i = 0; i < rounds; i++) {
      pongs.send(Work.stir(pings.receive()));
    }
  }

  @Override
  public long expected() {
    return Work.stir(1, 2 * rounds);
  }
}
