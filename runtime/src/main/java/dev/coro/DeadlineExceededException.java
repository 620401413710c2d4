package dev.coro;

/** Thrown by {@link CancelScope#failAfter} when its task took too long. */
public final class DeadlineExceededException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeadlineExceededException(String message) {
    super(message);
  }

  DeadlineExceededException(String message, Throwable cause) {
    super(message, cause);
  }
}
