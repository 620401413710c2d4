package dev.coro.rt;

/**
 * Brackets around what may be impossible to suspend: calls of suspendable methods by methods that
 * cannot be suspended themselves, and activations that may have been called through a declaration
 * that is not suspendable. A suspension inside a bracket looks at the stack before anything
 * unwinds.
 */
public final class Pins {
  private Pins() {}

  /** Enters a bracket. */
  public static void pin() {
    enter(CurrentContinuation.get());
  }

  /** Leaves a bracket. */
  public static void unpin() {
    exit(CurrentContinuation.get());
  }

  /** Enters an activation whose caller may not expect a suspension. */
  public static void enter(ContinuationState continuation) {
    if (continuation != ContinuationState.NONE) {
      continuation.pins++;
    }
  }

  /** Leaves what {@link #enter} has entered. */
  public static void exit(ContinuationState continuation) {
    if (continuation != ContinuationState.NONE) {
      continuation.pins--;
    }
  }
}
