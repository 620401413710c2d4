package dev.coro.testing;

import dev.coro.SuspendableConsumer;
import dev.coro.SuspendableRunnable;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines on virtual time, in an order that a seed decides: the same seed gives the same
 * run, on every JDK and machine.
 *
 * <pre>{@code
 * Simulation.withSeed(42).run(() -> {
 *   Coroutine.sleep(Duration.ofDays(365));
 * });
 * }</pre>
 *
 * <p>A run fails with what its body throws, and with a {@link SimulationError} if coroutines are
 * left over behind the body, if one fails that nobody joins, or if nothing goes on.
 *
 * @param seed decides all that is random
 * @param strategy how the next coroutine is chosen
 * @param leftovers whether coroutines may go on when the body has ended. If not, those that are
 *     ready still run, but no virtual time passes for them
 * @param mostSteps how many steps may go by without any virtual time
 * @param timeout how much real time the run may take, which then has a thread of its own; null for
 *     no limit, on the calling thread
 */
public record Simulation(
    long seed, Strategy strategy, boolean leftovers, long mostSteps, @Nullable Duration timeout) {
  private static final long USUAL_MOST_STEPS = 10_000_000;

  /** Checks the values. */
  public Simulation {
    Objects.requireNonNull(strategy, "strategy");
    if (mostSteps < 1) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("mostSteps", mostSteps, 1));
    }
    if (timeout != null && timeout.isNegative()) {
      throw new IllegalArgumentException(ErrorCode.NEGATIVE.message("the time-out", timeout));
    }
  }

  /** One of random order. */
  public static Simulation withSeed(long seed) {
    return new Simulation(seed, Strategy.random(), false, USUAL_MOST_STEPS, null);
  }

  /** With another strategy. */
  public Simulation withStrategy(Strategy other) {
    return new Simulation(seed, other, leftovers, mostSteps, timeout);
  }

  /** Whether coroutines may go on when the body has ended. */
  public Simulation withLeftovers(boolean allowed) {
    return new Simulation(seed, strategy, allowed, mostSteps, timeout);
  }

  /** With another limit of steps without any virtual time. */
  public Simulation withMostSteps(long most) {
    return new Simulation(seed, strategy, leftovers, most, timeout);
  }

  /**
   * With a limit of real time. When it has passed, the run fails with the stacks of all coroutines;
   * its thread, a daemon, is interrupted and left alone.
   */
  public Simulation withTimeout(Duration realTime) {
    return new Simulation(seed, strategy, leftovers, mostSteps, realTime);
  }

  /**
   * What a run was like.
   *
   * @param trace its steps
   * @param duration how much virtual time has passed
   */
  public record Report(Trace trace, Duration duration) {}

  /**
   * Runs {@code body} as coroutine {@code main}, and what it starts. Blocks; never suspends.
   *
   * @throws SimulationError see there
   * @throws dev.coro.DeadlockException if coroutines are parked and nothing can resume one (CO214)
   * @throws IllegalStateException if called inside a coroutine (CO212)
   */
  public Report run(SuspendableRunnable body) {
    Objects.requireNonNull(body, "body");
    return run(context -> body.run());
  }

  /** As {@link #run(SuspendableRunnable)}, for a body that asks for time or random numbers. */
  public Report run(SuspendableConsumer<SimulationContext> body) {
    Outcome outcome = execute(Objects.requireNonNull(body, "body"), false);
    if (outcome.failure() != null) {
      throw Rethrow.unchecked(outcome.failure());
    }
    return new Report(outcome.trace(), outcome.duration());
  }

  /** How a run has ended. */
  record Outcome(
      Trace trace, Duration duration, boolean waitedForThreads, @Nullable Throwable failure) {}

  Outcome execute(SuspendableConsumer<SimulationContext> body, boolean withPlaces) {
    SimulationRun run = new SimulationRun(this, withPlaces);
    return timeout == null ? run.here(body) : run.onItsOwnThread(body, timeout);
  }

  @Override
  public String toString() {
    return "Simulation.withSeed(" + seed + ").withStrategy(" + strategy + ")";
  }
}
