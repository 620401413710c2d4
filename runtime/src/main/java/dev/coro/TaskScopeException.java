package dev.coro;

/**
 * Thrown by {@link TaskScope#join} when the scope has failed; the cause is what a subtask threw.
 * Failures of other subtasks are suppressed in it.
 */
public final class TaskScopeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TaskScopeException(String message, Throwable cause) {
    super(message, cause);
  }
}
