package dev.coro.transform.fuzz;

/** What a fuzzing run has done so far. */
final class Statistics {
  long programs;
  long methods;
  long points;
  long runs;
  long suspensions;

  @Override
  public String toString() {
    return String.format(
        "%,d programs, %,d methods with %,d suspension points, %,d runs, %,d suspensions",
        programs, methods, points, runs, suspensions);
  }
}
