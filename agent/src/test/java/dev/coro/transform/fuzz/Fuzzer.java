package dev.coro.transform.fuzz;

import java.time.Duration;
import java.util.function.LongPredicate;

/** Checks one program after the other, from a seed on. */
final class Fuzzer {
  private static final Duration SHRINKING = Duration.ofSeconds(60);

  private final Statistics statistics = new Statistics();
  private final Worker worker = new Worker();

  /**
   * Looks for a program that fails, without making it small: {@code agent/src/test/planted/check}
   * runs this.
   *
   * @param arguments the first seed and the duration
   */
  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[0]);
    long nanos = Duration.parse(arguments[1]).toNanos();
    long start = System.nanoTime();
    Worker worker = new Worker();
    Statistics statistics = new Statistics();
    for (long i = 0; System.nanoTime() - start < nanos; i++) {
      Failure failure = worker.check(ProgramGenerator.program(seed + i), statistics);
      if (failure != null) {
        System.out.println("found by program " + (i + 1) + " as " + failure.sort());
        System.exit(0);
      }
    }
    System.out.println("not found by " + statistics);
    System.exit(1);
  }

  /** What was done so far. */
  Statistics statistics() {
    return statistics;
  }

  /**
   * Checks the programs {@code seed}, {@code seed + 1} and so on.
   *
   * @param goesOn is asked with the number of programs so far
   * @throws AssertionError with a report of the first that fails
   */
  void run(long seed, LongPredicate goesOn) {
    try {
      for (long i = 0; goesOn.test(i); i++) {
        check(seed + i);
      }
    } finally {
      worker.close();
    }
  }

  private void check(long seed) {
    Program program = ProgramGenerator.program(seed);
    Failure failure = worker.check(program, statistics);
    if (failure != null) {
      Shrinker.Result small = Shrinker.shrink(worker, program, failure, SHRINKING.toNanos());
      throw new AssertionError(Report.of(small.program(), small.failure()));
    }
  }
}
