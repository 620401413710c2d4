package dev.coro.it.pins;

import dev.coro.Continuation;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import java.util.ArrayList;
import java.util.List;

/** Suspends, and keeps what a refused suspension said at that very place. */
public final class Leaf {
  private static final List<String> REFUSED = new ArrayList<>();

  private Leaf() {}

  /**
   * Suspends the current continuation; when that is refused, notes the message and throws it on.
   */
  @Suspendable
  public static void park() {
    try {
      Continuation.suspend();
    } catch (NotSuspendableException e) {
      REFUSED.add(e.getMessage());
      throw e;
    }
  }

  /** A suspendable interface method with a body. */
  public interface Parking {
    /** Parks. */
    @Suspendable
    default void parkHere() {
      park();
    }
  }

  /**
   * Runs {@code body} in a continuation, which suspends once more when the body has been refused.
   *
   * @return what was said at the suspension, or what went wrong instead
   */
  static String refusal(PinCase body) {
    REFUSED.clear();
    List<String> seen = new ArrayList<>();
    Continuation continuation =
        new Continuation(
            () -> {
              try {
                body.run();
                seen.add("returned");
              } catch (Throwable e) {
                seen.add(causes(e));
              }
              Continuation.suspend();
              seen.add("resumed");
            });
    boolean suspended = continuation.resume();
    if (REFUSED.size() != 1) {
      return "refused " + REFUSED.size() + " times, suspended " + suspended + ", " + seen;
    }
    suspended &= !continuation.resume();
    boolean thrown = seen.size() == 2 && seen.get(0).contains("NotSuspendableException");
    return suspended && thrown && seen.get(1).equals("resumed")
        ? REFUSED.get(0)
        : "did not go on: " + suspended + ", " + seen;
  }

  private static String causes(Throwable e) {
    StringBuilder names = new StringBuilder();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      names.append(cause.getClass().getSimpleName()).append(' ');
    }
    return names.toString();
  }

  /** How often {@code body} suspends until it ends. */
  static int suspensions(SuspendableRunnable body) {
    Continuation continuation = new Continuation(body);
    int count = 0;
    while (continuation.resume()) {
      count++;
    }
    return count;
  }
}
