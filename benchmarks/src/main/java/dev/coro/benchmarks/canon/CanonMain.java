package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Way;
import dev.coro.benchmarks.canon.world.World;

/** Measures the programs of a suite, run one way: what a measured JVM runs. */
final class CanonMain {
  private CanonMain() {}

  /** Prints a result in a line for each program that can be run this way, in their order. */
  public static void main(String[] arguments) throws Exception {
    Suite suite = Suite.valueOf(arguments[0]);
    Extent extent = Extent.valueOf(arguments[1]);
    Way way = Way.valueOf(arguments[2]);
    for (Program program : suite.programs(extent)) {
      if (way.absence(program.tasks()).isEmpty()) {
        System.gc(); // Not to pay for what the program before has left.
        System.out.println(measure(program, way, extent).format());
      }
    }
  }

  static Result measure(Program program, Way way, Extent extent) throws Exception {
    try (World world = way.open()) {
      return Result.measure(() -> world.run(() -> program.run(world)), extent);
    }
  }
}
