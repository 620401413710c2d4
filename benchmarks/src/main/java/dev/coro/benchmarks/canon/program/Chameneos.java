package dev.coro.benchmarks.canon.program;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * Creatures meet in pairs at one place and change their colours: chameneos-redux of the Computer
 * Language Benchmarks Game, after C. Kaiser and J.-F. Pradat-Peyre, "Chameneos, a concurrency game
 * for Java, Ada and others" (2003).
 *
 * @param creatures how many, at least two
 * @param meetings how many until the place closes
 */
public record Chameneos(int creatures, int meetings) implements Program {
  private static final int COLOURS = 3;

  /** What a creature is told when the place has closed. */
  private static final Meeting CLOSED = new Meeting(-1, -1, 0);

  private record Visit(int creature, int colour, Mailbox<Meeting> answer) {}

  /** With whom, the new colour, and 1 for who came first or -1. */
  private record Meeting(int mate, int colour, int sign) {}

  @Override
  public String name() {
    return "chameneos-redux";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d creatures, %,d meetings", creatures, meetings);
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGES;
  }

  @Override
  public int tasks() {
    return creatures + 1;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Visit> place = world.unbounded();
    Mailbox<Long> results = world.unbounded();
    for (int i = 0; i < creatures; i++) {
      int creature = i;
      world.startAnywhere(() -> results.send(live(world, place, creature)));
    }
    for (int i = 0; i < meetings; i++) {
      Visit first = place.receive();
      Visit second = place.receive();
      int colour = complement(first.colour(), second.colour());
      first.answer().send(new Meeting(second.creature(), colour, 1));
      second.answer().send(new Meeting(first.creature(), colour, -1));
    }
    for (int i = 0; i < creatures; i++) {
      place.receive().answer().send(CLOSED);
    }
    return Work.sum(results, creatures);
  }

  /**
   * Adds a million for each meeting, and what is zero over both sides: own number less the mate's,
   * and the colour with a sign.
   */
  @Suspendable
  private static long live(World world, Mailbox<Visit> place, int creature) {
    Mailbox<Meeting> answer = world.bounded(1);
    int colour = creature % COLOURS;
    long sum = 0;
    while (true) {
      place.send(new Visit(creature, colour, answer));
      Meeting meeting = answer.receive();
      if (meeting.mate() < 0) {
        return sum;
      }
      colour = meeting.colour();
      int balanced = creature - meeting.mate() + COLOURS * meeting.sign() * colour;
      sum += 1_000_000L + balanced;
    }
  }

  /** The colour of both if they are the same, otherwise the third one. */
  static int complement(int a, int b) {
    return a == b ? a : COLOURS - a - b;
  }

  @Override
  public long expected() {
    return 2_000_000L * meetings;
  }
}
