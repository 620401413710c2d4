package dev.coro.testing;

import org.jspecify.annotations.Nullable;

/**
 * A simulation has found what is wrong by its rules: coroutines that are left over (CO242), a
 * failure that nobody joined (CO243), no progress (CO244), too much real time (CO245).
 */
public final class SimulationError extends AssertionError {
  private static final long serialVersionUID = 1;

  /** Creates the error with its full message. */
  public SimulationError(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
