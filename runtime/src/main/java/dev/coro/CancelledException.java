package dev.coro;

/**
 * Thrown by a cancellation point in a coroutine that was cancelled, so that {@code finally} blocks
 * run on the way out.
 *
 * <p>Cancellation is a state, not an event: every further cancellation point throws again until the
 * {@link CancelScope} that was cancelled is left. So catching this exception gains nothing; to
 * clean up with operations that suspend, use {@link CancelScope#shield}.
 *
 * <p>A plain thread that waits for coroutines gets it when it is interrupted; its interrupt status
 * stays set.
 */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CancelledException(String message) {
    super(message);
  }
}
