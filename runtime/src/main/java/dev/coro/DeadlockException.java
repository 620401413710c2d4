package dev.coro;

/**
 * All coroutines of a carrier are parked, and nothing is left that could resume one of them. The
 * message names each and what it waits for.
 *
 * <p>The parked coroutines count as failed with this exception. They do not run again, so their
 * {@code finally} blocks do not run.
 */
public final class DeadlockException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** Creates the exception with its full message. */
  public DeadlockException(String message) {
    super(message);
  }
}
