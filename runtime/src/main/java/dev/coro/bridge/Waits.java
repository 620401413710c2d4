package dev.coro.bridge;

import dev.coro.Blocking;
import dev.coro.rt.BridgeGate;
import org.jspecify.annotations.Nullable;

/** What all bridges ask first, and where they wait. */
final class Waits {
  /**
   * Where threads wait for what only other threads can bring. There is no limit: with one, those
   * who wait could keep those out who would end their wait.
   */
  static final Blocking THREADS = new Blocking("coro-bridge", Integer.MAX_VALUE);

  private Waits() {}

  /**
   * Whether the original has to be called: outside of coroutines, on null, and where the coroutine
   * cannot be suspended, which is reported.
   *
   * @param method for the report
   */
  static boolean isPlain(@Nullable Object receiver, String method) {
    if (receiver == null) {
      return true; // It throws what it always throws.
    }
    return switch (BridgeGate.ask()) {
      case OPEN -> false;
      case OUTSIDE -> true;
      case PINNED -> {
        Blockers.pinned(method);
        yield true;
      }
    };
  }

  /** As {@link #isPlain}; also for an interrupted thread, as the original throws at once then. */
  static boolean isPlainOrInterrupted(@Nullable Object receiver, String method) {
    return Thread.currentThread().isInterrupted() || isPlain(receiver, method);
  }

  /** Whether the object's class is the JDK's, so that its methods do what they promise. */
  static boolean isJdk(Object object) {
    String name = object.getClass().getName();
    return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
  }
}
