package dev.coro.benchmarks.canon.program;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.world.World;

/** A concurrent program whose result does not depend on who runs when. */
public interface Program {
  /** What it is called. */
  String name();

  /** Its parameters, in words. */
  String size();

  /** What takes its time. */
  Pattern pattern();

  /** How many tasks there may be at once. */
  int tasks();

  /** How many messages pass from one task to the next, where only that counts; else 0. */
  default long handOvers() {
    return 0;
  }

  /** Runs it in a world, whose tasks it starts; returns its checksum. */
  @Suspendable
  long run(World world);

  /** The right checksum, computed without any tasks. */
  long expected();

  /** Name and parameters. */
  default String title() {
    return name() + ", " + size();
  }
}
