package dev.coro.testing;

import dev.coro.DeadlockException;
import dev.coro.SuspendableConsumer;
import dev.coro.SuspendableRunnable;
import dev.coro.internal.ErrorCode;
import dev.coro.testing.Simulation.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body with many seeds, to find an order in which it fails.
 *
 * <pre>{@code
 * Exploration.ofSeeds(1000).withStrategy(Strategy.pct(3)).explore(() -> transferAndCheck());
 * }</pre>
 *
 * <p>The first seed that fails ends it with an {@link ExplorationError}, which says how to replay
 * that run, and shows its last steps. The failing run, and the one of the first seed, are run
 * again: if they go another way then, it ends with a {@link NondeterminismError}. So the body must
 * make all that it uses anew.
 *
 * <p>The system property {@code coro.seed} has only that seed run, on all explorations.
 *
 * @param first the first seed
 * @param count how many seeds, each one more than the one before
 * @param simulation how each is run; its seed is not used
 * @param replayAll whether each run is repeated, not only the first
 */
public record Exploration(long first, int count, Simulation simulation, boolean replayAll) {
  private static final int SHOWN_ROWS = 30;

  /** Checks the values. */
  public Exploration {
    Objects.requireNonNull(simulation, "simulation");
    if (count < 1) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("count", count, 1));
    }
  }

  /** Seeds from 1 to {@code count}, in random order. */
  public static Exploration ofSeeds(int count) {
    return new Exploration(1, count, Simulation.withSeed(1), false);
  }

  /** With another first seed. */
  public Exploration withFirstSeed(long seed) {
    return new Exploration(seed, count, simulation, replayAll);
  }

  /** With another strategy. */
  public Exploration withStrategy(Strategy strategy) {
    return new Exploration(first, count, simulation.withStrategy(strategy), replayAll);
  }

  /** With a limit of real time for each run, see {@link Simulation#withTimeout}. */
  public Exploration withTimeout(Duration realTime) {
    return new Exploration(first, count, simulation.withTimeout(realTime), replayAll);
  }

  /** With other rules for each run; their seed is not used. */
  public Exploration withSimulation(Simulation other) {
    return new Exploration(first, count, other, replayAll);
  }

  /** Has every run repeated, to find what the seeds do not control. */
  public Exploration withReplayOfAll() {
    return new Exploration(first, count, simulation, true);
  }

  /**
   * What was explored.
   *
   * @param runs number of seeds
   * @param schedules how many of the runs were different
   * @param steps of all runs
   * @param virtualTime of all runs
   */
  public record Report(int runs, int schedules, long steps, Duration virtualTime) {}

  /**
   * Explores {@code body}. Blocks; never suspends.
   *
   * @throws ExplorationError if a run fails
   * @throws NondeterminismError if a run goes another way when it is repeated
   * @throws IllegalArgumentException if {@code coro.seed} is not a number (CO248)
   */
  public Report explore(SuspendableRunnable body) {
    Objects.requireNonNull(body, "body");
    return explore(context -> body.run());
  }

  /** As {@link #explore(SuspendableRunnable)}, for a body that asks for time or random numbers. */
  public Report explore(SuspendableConsumer<SimulationContext> body) {
    Objects.requireNonNull(body, "body");
    Long only = seedProperty();
    long from = only != null ? only : first;
    int runs = only != null ? 1 : count;
    Strategy strategy = simulation.strategy();
    if (strategy.forRunsOf(1) != strategy) {
      strategy = strategy.forRunsOf(measure(body));
    }
    Set<Long> digests = new HashSet<>();
    long steps = 0;
    Duration virtualTime = Duration.ZERO;
    for (int i = 0; i < runs; i++) {
      Simulation run = of(from + i, strategy);
      Outcome outcome = run.execute(body, false);
      if (outcome.failure() != null) {
        throw failed(run, i, runs, outcome, body);
      } else if (i == 0 || replayAll) {
        checkSame(run, outcome, run.execute(body, false));
      }
      digests.add(outcome.trace().digest());
      steps += outcome.trace().steps();
      virtualTime = virtualTime.plus(outcome.duration());
    }
    return new Report(runs, digests.size(), steps, virtualTime);
  }

  private Simulation of(long seed, Strategy strategy) {
    return new Simulation(
        seed, strategy, simulation.leftovers(), simulation.mostSteps(), simulation.timeout());
  }

  /** How many steps a run takes. */
  private long measure(SuspendableConsumer<SimulationContext> body) {
    Simulation run = of(first, Strategy.fifo());
    Outcome outcome = run.execute(body, false);
    if (outcome.failure() != null) {
      throw failed(run, 0, count, outcome, body);
    }
    return outcome.trace().steps();
  }

  private static @Nullable Long seedProperty() {
    String text = System.getProperty("coro.seed");
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(ErrorCode.BAD_SEED.message(text), e);
    }
  }

  private static AssertionError failed(
      Simulation run,
      int index,
      int runs,
      Outcome outcome,
      SuspendableConsumer<SimulationContext> body) {
    Throwable failure = Objects.requireNonNull(outcome.failure());
    String rows = "";
    // One that took too long would do so again, and its trace is not known.
    if (outcome.trace().steps() > 0) {
      Outcome again = run.execute(body, true);
      checkSame(run, outcome, again);
      rows = "\nThe last steps:\n" + again.trace().lastRows(SHOWN_ROWS);
    }
    String message =
        ErrorCode.EXPLORATION_FAILED.message(
            "run " + (index + 1) + " of " + runs, summary(failure), run, run.seed());
    return new ExplorationError(message + rows, failure, run.seed(), run.strategy().toString());
  }

  private static String summary(Throwable failure) {
    String text = String.valueOf(failure);
    if (!(failure instanceof DeadlockException)) {
      text = text.lines().findFirst().orElse("");
    }
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static void checkSame(Simulation run, Outcome one, Outcome two) {
    long step = one.trace().firstDifference(two.trace());
    boolean sameEnd = kind(one.failure()).equals(kind(two.failure()));
    if (step == 0 && sameEnd) {
      return;
    }
    String threads =
        one.waitedForThreads() || two.waitedForThreads() ? " (it waits for other threads)" : "";
    NondeterminismError error =
        new NondeterminismError(
            ErrorCode.NOT_DETERMINISTIC.message(
                    run, step == 0 ? one.trace().steps() : step, threads)
                + "\n  first: "
                + (step == 0 ? "ends with " + one.failure() : one.trace().row(step))
                + "\n  then: "
                + (step == 0 ? "ends with " + two.failure() : two.trace().row(step)),
            step == 0 ? one.trace().steps() : step);
    if (one.failure() != null) {
      error.addSuppressed(one.failure());
    }
    if (two.failure() != null) {
      error.addSuppressed(two.failure());
    }
    throw error;
  }

  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "success" : failure.getClass().getName();
  }
}
