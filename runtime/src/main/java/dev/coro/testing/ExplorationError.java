package dev.coro.testing;

/** A run of an exploration has failed (CO246); the cause is what that run threw. */
public final class ExplorationError extends AssertionError {
  private static final long serialVersionUID = 1;

  private final long seed;
  private final String strategy;

  ExplorationError(String message, Throwable cause, long seed, String strategy) {
    super(message, cause);
    this.seed = seed;
    this.strategy = strategy;
  }

  /** Seed of the run that failed. Never suspends. */
  public long seed() {
    return seed;
  }

  /** The expression that makes the strategy of that run. Never suspends. */
  public String strategy() {
    return strategy;
  }
}
