package dev.coro.testing;

import dev.coro.RunOrder;
import dev.coro.internal.ErrorCode;

/**
 * How a simulation decides which of the coroutines that are ready runs next. The text of a strategy
 * is the expression that makes it.
 */
public interface Strategy {
  /** The order for one run. Equal seeds give orders that choose equally. Never suspends. */
  RunOrder order(long seed);

  /** The same strategy, tuned for runs of about so many steps. Never suspends. */
  default Strategy forRunsOf(long steps) {
    return this;
  }

  /** Each step chooses any of those that are ready, all with the same probability. */
  static Strategy random() {
    return new RandomStrategy();
  }

  /** First come, first served, as carriers do without an order: the same for all seeds. */
  static Strategy fifo() {
    return new FifoStrategy();
  }

  /**
   * Priorities that change at few random steps, which finds every bug that a certain order of
   * {@code depth} steps brings about with a probability of at least 1 / (n k<sup>depth-1</sup>), of
   * n coroutines and k steps (Burckhardt, Kothari, Musuvathi, Nagarakatte: "A randomized scheduler
   * with probabilistic guarantees of finding bugs", ASPLOS 2010). An exploration finds out k.
   *
   * @throws IllegalArgumentException if {@code depth} is less than 1 (CO239)
   */
  static Strategy pct(int depth) {
    return new PctStrategy(depth, 0);
  }

  /**
   * As {@link #pct(int)}, for runs of that many steps.
   *
   * @throws IllegalArgumentException if {@code depth} or {@code steps} is less than 1 (CO239)
   */
  static Strategy pct(int depth, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("steps", steps, 1));
    }
    return new PctStrategy(depth, steps);
  }

  /**
   * Chooses as a run did whose trace was kept; behind its end, first come, first served.
   *
   * @throws NondeterminismError by the run, at a step at which not as many are ready as then
   */
  static Strategy replay(Trace trace) {
    return new ReplayStrategy(trace);
  }
}
