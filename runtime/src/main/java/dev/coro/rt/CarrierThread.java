package dev.coro.rt;

/**
 * A thread that keeps its current continuation in a field of its own, so that instrumented code
 * finds it with one load.
 *
 * <p>Continuations run on every thread; on this kind of thread they run fastest.
 */
public final class CarrierThread extends Thread {
  /** Innermost continuation mounted on this thread; written by this thread only. */
  ContinuationState current = ContinuationState.NONE;

  /** Creates a thread that is not started. */
  public CarrierThread(Runnable task, String name) {
    super(task, name);
  }
}
