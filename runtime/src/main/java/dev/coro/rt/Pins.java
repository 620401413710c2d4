package dev.coro.rt;

/**
 * Brackets around calls of suspendable methods by methods that cannot be suspended themselves. A
 * suspension inside a bracket is refused before anything unwinds.
 */
public final class Pins {
  private Pins() {}

  /** Enters a bracket. */
  public static void pin() {
    ContinuationState continuation = CurrentContinuation.get();
    if (continuation != ContinuationState.NONE) {
      continuation.pins++;
    }
  }

  /** Leaves a bracket. */
  public static void unpin() {
    ContinuationState continuation = CurrentContinuation.get();
    if (continuation != ContinuationState.NONE) {
      continuation.pins--;
    }
  }
}
