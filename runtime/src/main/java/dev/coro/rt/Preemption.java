package dev.coro.rt;

/**
 * What the transform puts into methods that are preemptible: {@code if (wanted) point();}.
 *
 * <p>Somebody who watches the time asks for the end of a slice with {@link #request}, and takes
 * that back with {@link #withdraw} once it is answered. The flag is for all threads, so that it
 * costs no more than a load; whose slice it is, {@link #point} finds out.
 */
public final class Preemption {
  /** Whether the slice of some coroutine has ended. */
  public static volatile boolean wanted;

  /** How many requests there are; guarded by the class. */
  private static int requests;

  static {
    // Preemptible code runs from now on: whoever watches the time can begin.
    PreemptionUse.begin();
  }

  private Preemption() {}

  /**
   * Suspends the coroutine that the caller runs in if its slice has ended, or a program that is
   * tortured at random. Never throws.
   */
  public static void point() {
    ContinuationState innermost = CurrentContinuation.get();
    for (ContinuationState c = innermost; c != null; c = c.enclosing()) {
      if (c.isScheduled()) {
        c.preempt(innermost);
        return;
      }
    }
    Torture.point();
  }

  /** Somebody's slice has ended. Any thread. */
  public static synchronized void request() {
    requests++;
    wanted = true;
  }

  /** One request less. Any thread. */
  public static synchronized void withdraw() {
    requests--;
    wanted = requests > 0;
  }
}
