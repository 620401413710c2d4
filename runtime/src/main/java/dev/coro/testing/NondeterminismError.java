package dev.coro.testing;

/** A second run with the same seed did something else than the first (CO247). */
public final class NondeterminismError extends AssertionError {
  private static final long serialVersionUID = 1;

  private final long step;

  /** Creates the error with its full message and the first step that differs, counted from 1. */
  public NondeterminismError(String message, long step) {
    super(message);
    this.step = step;
  }

  /** First step that differs, counted from 1. Never suspends. */
  public long step() {
    return step;
  }
}
