package dev.coro.benchmarks.cli;

/** Ends a command with an error for the person at the terminal. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CliCode code;

  /**
   * Creates the exception.
   *
   * @param message {@code what, where: why. How to fix.}
   */
  public CliException(CliCode code, String message) {
    super("[" + code.id() + "] " + message);
    this.code = code;
  }

  /** Returns the error's code. */
  public CliCode code() {
    return code;
  }
}
