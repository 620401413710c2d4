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
import java.util.SplittableRandom;

/**
 * Everybody writes to everybody: each task sends numbers to random others and waits for each
 * answer, while it answers those who write to it.
 *
 * @param actors how many, at least two
 * @param pings how many each sends
 */
public record Big(int actors, int pings) implements Program {
  private enum Kind {
    PING,
    PONG,
    END
  }

  private record Letter(Kind kind, int from, long number) {}

  @Override
  public String name() {
    return "big";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d actors, %,d pings each", actors, pings);
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
    Mailbox<Long> done = world.unbounded();
    Mailbox<Long> answered = world.unbounded();
    List<Mailbox<Letter>> boxes = new ArrayList<>();
    for (int i = 0; i < actors; i++) {
      boxes.add(world.unbounded());
    }
    for (int i = 0; i < actors; i++) {
      int actor = i;
      world.startAnywhere(() -> correspond(boxes, actor, done, answered));
    }
    long sum = Work.sum(done, actors);
    // Only now does nobody write any more.
    for (Mailbox<Letter> box : boxes) {
      box.send(new Letter(Kind.END, -1, 0));
    }
    return sum + Work.sum(answered, actors);
  }

  @Suspendable
  private void correspond(
      List<Mailbox<Letter>> boxes, int actor, Mailbox<Long> done, Mailbox<Long> answered) {
    SplittableRandom random = new SplittableRandom(actor);
    Mailbox<Letter> mine = boxes.get(actor);
    long pongs = 0;
    long answers = 0;
    int sent = 1;
    boxes.get(other(random, actor)).send(ping(actor, 0));
    while (true) {
      Letter letter = mine.receive();
      switch (letter.kind()) {
        case PING -> {
          answers++;
          Letter pong = new Letter(Kind.PONG, actor, Work.stir(letter.number()));
          boxes.get(letter.from()).send(pong);
        }
        case PONG -> {
          pongs += letter.number();
          if (sent < pings) {
            boxes.get(other(random, actor)).send(ping(actor, sent++));
          } else {
            done.send(pongs);
          }
        }
        case END -> {
          answered.send(answers);
          return;
        }
      }
    }
  }

  private int other(SplittableRandom random, int actor) {
    return (actor + 1 + random.nextInt(actors - 1)) % actors;
  }

  private Letter ping(int actor, int index) {
    return new Letter(Kind.PING, actor, (long) actor * pings + index);
  }

  @Override
  public long expected() {
    long sum = (long) actors * pings;
    for (int number = 0; number < actors * pings; number++) {
      sum += Work.stir(number);
    }
    return sum;
  }
}
