package dev.coro.benchmarks.canon.program;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * A token goes round a ring of tasks; each stirs its number and hands it on (thread-ring of the
 * Computer Language Benchmarks Game).
 *
 * @param tasks members of the ring
 * @param passes how often the token is handed on
 */
public record ThreadRing(int tasks, int passes) implements Program {
  private static final Token END = new Token(-1, 0);

  private record Token(int left, long number) {
    Token next() {
      return new Token(left - 1, Work.stir(number));
    }
  }

  @Override
  public String name() {
    return "thread-ring";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d tasks, %,d passes", tasks, passes);
  }

  @Override
  public Pattern pattern() {
    return Pattern.TURNS;
  }

  @Override
  public long handOvers() {
    return passes;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> result = world.bounded(1);
    Mailbox<Integer> ended = world.unbounded();
    List<Mailbox<Token>> ring = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      ring.add(world.bounded(1));
    }
    for (int i = 0; i < tasks; i++) {
      int member = i;
      world.startAnywhere(() -> member(ring, member, result, ended));
    }
    ring.get(0).send(new Token(passes, 1));
    long checksum = result.receive();
    ring.get(0).send(END);
    ended.receive();
    return checksum;
  }

  @Suspendable
  private static void member(
      List<Mailbox<Token>> ring, int member, Mailbox<Long> result, Mailbox<Integer> ended) {
    Mailbox<Token> mine = ring.get(member);
    Mailbox<Token> next = ring.get((member + 1) % ring.size());
    for (Token token = mine.receive(); token.left() >= 0; token = mine.receive()) {
      if (token.left() == 0) {
        result.send(checksum(token.number(), member));
      } else {
        next.send(token.next());
      }
    }
    if (member < ring.size() - 1) {
      next.send(END);
    } else {
      ended.send(member);
    }
  }

  /** What the ring comes to, with the number on the token and the member that had it last. */
  public static long checksum(long number, int member) {
    return 31 * number + member;
  }

  @Override
  public long expected() {
    return checksum(Work.stir(1, passes), passes % tasks);
  }
}
