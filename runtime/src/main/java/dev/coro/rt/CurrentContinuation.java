package dev.coro.rt;

/** Finds, for the calling thread, the innermost mounted continuation. */
public final class CurrentContinuation {
  private CurrentContinuation() {}

  /**
   * The innermost continuation mounted on the calling thread, or {@link ContinuationState#NONE}.
   * Instrumented methods call it once an activation.
   */
  public static ContinuationState get() {
    Thread thread = Thread.currentThread();
    if (thread instanceof CarrierThread carrier) {
      return carrier.current;
    }
    return GuestThreads.current(thread);
  }

  /**
   * As {@link #get}, of a thread that may be another and run on: what it returns may be outdated,
   * and is {@link ContinuationState#NONE} for threads that cannot be looked at from outside.
   */
  static ContinuationState seenOn(Thread thread) {
    return thread instanceof CarrierThread carrier
        ? carrier.current
        : GuestThreads.seenOnPrimary(thread);
  }

  /** Makes {@code continuation} the innermost one and returns the one that was. */
  static ContinuationState mount(ContinuationState continuation) {
    Thread thread = Thread.currentThread();
    if (thread instanceof CarrierThread carrier) {
      ContinuationState outer = carrier.current;
      carrier.current = continuation;
      return outer;
    }
    return GuestThreads.mount(thread, continuation);
  }

  /** Undoes {@link #mount}: {@code outer} is innermost again. */
  static void unmount(ContinuationState outer) {
    Thread thread = Thread.currentThread();
    if (thread instanceof CarrierThread carrier) {
      carrier.current = outer;
    } else {
      GuestThreads.unmount(thread, outer);
    }
  }
}
