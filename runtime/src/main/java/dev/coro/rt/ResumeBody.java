package dev.coro.rt;

/**
 * The second body of a suspendable method: restores one activation from its saved frame and runs on
 * behind the suspension point. There is one instance a method, created when the method first
 * suspends.
 */
@FunctionalInterface
public interface ResumeBody {
  /**
   * Runs on behind the suspension point in {@code frame.state}. On return either {@code
   * continuation.suspending} is set and the activation has saved itself into {@code frame} again,
   * or the method has ended and its result lies in the result slot of {@code continuation}.
   *
   * @param frame the saved frame of the activation
   * @param continuation the continuation that the activation belongs to
   */
  void resume(SavedFrame frame, ContinuationState continuation);
}
