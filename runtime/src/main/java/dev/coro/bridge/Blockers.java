package dev.coro.bridge;

import dev.coro.Coroutine;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.BridgeGate;
import java.lang.StackWalker.StackFrame;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reports calls that block the carrier of a coroutine, once for each place. The system property
 * {@code dev.coro.blocking}, which the agent's option {@code blocking} sets, says how: {@code warn}
 * (by {@link System.Logger} {@code dev.coro}), {@code error} (throws), or {@code off}.
 */
public final class Blockers {
  /** Name of the system property. */
  public static final String PROPERTY = "dev.coro.blocking";

  private static final String MODE = System.getProperty(PROPERTY, "warn");
  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();
  private static final StackWalker WALKER = StackWalker.getInstance();

  private Blockers() {}

  /**
   * A call that has no bridge follows. Never suspends.
   *
   * @param site the method, the place of the call and what to use instead, a line each
   * @throws IllegalStateException in a coroutine, if the mode is {@code error} (CO280)
   */
  public static void note(String site) {
    if (!MODE.equals("off") && BridgeGate.isInCoroutine()) {
      String[] parts = site.split("\n", 3);
      report(parts[0], parts[1], parts[2]);
    }
  }

  /** A bridge that cannot suspend its caller does what the original does. */
  static void pinned(String method) {
    if (!MODE.equals("off")) {
      report(method, place(), "an activation in between cannot be saved");
    }
  }

  /** A call of a bridge does what the original does, in a coroutine. */
  static void plain(String method, String why) {
    if (!MODE.equals("off")) {
      report(method, place(), why);
    }
  }

  private static String place() {
    StackFrame caller =
        WALKER.walk(
            frames ->
                frames
                    .dropWhile(frame -> frame.getClassName().startsWith("dev.coro.bridge."))
                    .findFirst()
                    .orElseThrow());
    return caller.getClassName()
        + "#"
        + caller.getMethodName()
        + " at "
        + caller.getFileName()
        + ":"
        + caller.getLineNumber();
  }

  private static void report(String method, String place, String why) {
    boolean isError = MODE.equals("error");
    if (!isError && !REPORTED.add(method + " " + place)) {
      return;
    }
    String carrier =
        Waiter.caller() instanceof Coroutine<?> ? Thread.currentThread().getName() : "";
    String message = ErrorCode.BLOCKS_CARRIER.message(method, place, carrier, why);
    if (isError) {
      throw new IllegalStateException(message);
    }
    System.getLogger("dev.coro").log(Level.WARNING, "[coro] " + message);
  }
}
