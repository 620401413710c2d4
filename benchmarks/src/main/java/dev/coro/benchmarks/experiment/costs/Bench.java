package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.compare.NotMeasurableException;
import dev.coro.benchmarks.compare.OneCore;
import dev.coro.benchmarks.experiment.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the JVMs that take samples, all under the same flags. */
final class Bench {
  /**
   * Blocking calls stay what they are: they are what is measured on threads, and the same code runs
   * on threads and in coroutines.
   */
  private static final String NO_BRIDGE = "bridge=off,blocking=off";

  /**
   * One thread of the operating system carries all virtual threads, as one does coroutines. What is
   * measured waits for the compiler: otherwise samples on a busy core would be of code that is not
   * compiled yet.
   */
  private static final List<String> FLAGS =
      List.of(
          "-Xbatch",
          "-Djdk.virtualThreadScheduler.parallelism=1",
          "-Djdk.virtualThreadScheduler.maxPoolSize=1");

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Lab lab;
  private final List<String> prefix;
  private final String confinement;

  private Bench(Lab lab, List<String> prefix, String confinement) {
    this.lab = lab;
    this.prefix = prefix;
    this.confinement = confinement;
  }

  /** On any core. */
  static Bench free(Lab lab) {
    return new Bench(lab, List.of(), "On any core.");
  }

  /** All on one core, if the system can do that. */
  static Bench onOneCore(Lab lab) throws InterruptedException {
    try {
      return new Bench(lab, OneCore.prefix(), "All on one core (taskset).");
    } catch (NotMeasurableException e) {
      return new Bench(lab, List.of(), "On any core, since " + e.getMessage() + ".");
    }
  }

  /** On which cores, for the notes. */
  String confinement() {
    return confinement;
  }

  /** Runs a main method; returns what it has printed. */
  String run(List<String> flags, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(FLAGS);
    all.addAll(flags);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(lab.command(NO_BRIDGE, all, main, arguments));
    return lab.run(LIMIT, command).checked();
  }
}
