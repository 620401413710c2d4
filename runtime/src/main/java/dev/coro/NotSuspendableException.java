package dev.coro;

/**
 * An operation had to suspend where that is impossible: outside of a coroutine, without the agent,
 * or with an activation on the stack that cannot be saved. It is thrown before anything was
 * unwound, so nothing is lost; the message names the method and line in the way and what to do.
 */
public final class NotSuspendableException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** Creates the exception with its full message. */
  public NotSuspendableException(String message) {
    super(message);
  }
}
