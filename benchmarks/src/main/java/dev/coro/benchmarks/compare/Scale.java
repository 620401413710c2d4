package dev.coro.benchmarks.compare;

/**
 * How large a comparison is.
 *
 * @param name the name in the reports
 * @param repetitions how many samples each figure has
 * @param process what processes are asked to do
 * @param platformThread what platform threads are asked to do
 * @param virtualThread what virtual threads are asked to do
 * @param coroutine what coroutines are asked to do
 * @param tasks the workload, the same for all models
 */
public record Scale(
    String name,
    int repetitions,
    Counts process,
    Counts platformThread,
    Counts virtualThread,
    Counts coroutine,
    Tasks tasks) {

  /** Returns the scale of {@code ./coro compare}: minutes. */
  public static Scale full() {
    return new Scale(
        "full",
        11,
        new Counts(500, 50_000, 200, 2_000, 3),
        new Counts(2_000, 50_000, 2_000, 20_000, 5),
        new Counts(200_000, 500_000, 500_000, 1_000_000, 5),
        new Counts(1_000_000, 5_000_000, 500_000, 1_000_000, 5),
        new Tasks(10_000, 10, 10, 200));
  }

  /** Returns the scale of {@code ./coro compare --quick}: under a minute. */
  public static Scale quick() {
    return new Scale(
        "quick",
        3,
        new Counts(200, 20_000, 50, 1_000, 1),
        new Counts(1_000, 20_000, 1_000, 10_000, 2),
        new Counts(100_000, 200_000, 100_000, 250_000, 3),
        new Counts(500_000, 2_000_000, 100_000, 1_000_000, 3),
        new Tasks(2_000, 10, 10, 200));
  }

  /** Returns what a model is asked to do. */
  public Counts counts(ModelKind kind) {
    return switch (kind) {
      case PROCESS -> process;
      case PLATFORM_THREAD -> platformThread;
      case VIRTUAL_THREAD -> virtualThread;
      case COROUTINE -> coroutine;
    };
  }
}
