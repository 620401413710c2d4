package dev.coro;

import dev.coro.internal.DurationText;
import dev.coro.internal.ErrorCode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names coroutines that keep their carrier for longer than a limit: as long as one neither suspends
 * nor ends, no other of that carrier runs, and no timer fires.
 *
 * <p>Given to a carrier by {@link CarrierSettings#withWatchdog}, or to all others of the JVM by the
 * system property {@code coro.watchdog} or the agent's option {@code watchdog}, with values like
 * {@code 100ms}. One daemon thread looks at all carriers that have one, about four times within the
 * shortest limit but not more often than each millisecond; a step is reported at the first look at
 * which it is known to last that long, and not again. The time is that of the clock on the wall: it
 * includes pauses of the garbage collector and of the operating system.
 *
 * @param limit how long a coroutine may run without suspending
 * @param listener is told of each that runs longer
 */
public record Watchdog(Duration limit, Listener listener) {
  /** The watchdog of carriers that were given none. */
  static final String PROPERTY = "coro.watchdog";

  /** Is told of steps that take too long. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Called once for each such step, while it lasts, on the thread of the watchdog, which
     * meanwhile looks at no other carrier. What it throws is logged. Must not wait for the
     * coroutine.
     */
    void slow(SlowStep step);
  }

  /**
   * A step, from a coroutine's resumption to its next suspension, that has not ended.
   *
   * @param carrier name of the carrier
   * @param thread name of its thread
   * @param coroutine name of the coroutine
   * @param duration for how long it is known to run
   * @param stack what it does, innermost activation first: that of the thread down to the
   *     activation that was resumed, then its callers, which wait on the heap. In a recursion it
   *     may show more equal rows than there are activations. Empty if the step has ended just then
   */
  public record SlowStep(
      String carrier,
      String thread,
      String coroutine,
      Duration duration,
      List<StackTraceElement> stack) {
    /** Copies the list. */
    public SlowStep {
      stack = List.copyOf(stack);
    }

    /** The message that is logged without a listener: what, where, why, how to fix; the stack. */
    public String message() {
      StringBuilder text =
          new StringBuilder(ErrorCode.SLOW_STEP.message(coroutine, carrier, duration.toMillis()));
      for (StackTraceElement row : stack) {
        text.append("\n\tat ").append(row);
      }
      return text.toString();
    }
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code limit} is not positive (CO268)
   */
  public Watchdog {
    if (limit.isNegative() || limit.isZero()) {
      throw badLimit("the limit of a watchdog", limit.toString());
    }
    Objects.requireNonNull(listener, "listener");
  }

  /**
   * One that logs a warning with {@link System.Logger} {@code dev.coro}.
   *
   * @throws IllegalArgumentException if {@code limit} is not positive (CO268)
   */
  public static Watchdog logging(Duration limit) {
    return new Watchdog(limit, Watchdog::log);
  }

  /**
   * The one that the system property asks for; null if it is not set.
   *
   * @throws IllegalArgumentException if its value is no duration (CO268)
   */
  static @Nullable Watchdog ofProperty() {
    String text = System.getProperty(PROPERTY, "").strip();
    if (text.isEmpty()) {
      return null;
    }
    Duration limit = DurationText.parse(text);
    if (limit == null || limit.isNegative() || limit.isZero()) {
      throw badLimit("the system property " + PROPERTY, text);
    }
    return logging(limit);
  }

  private static IllegalArgumentException badLimit(String what, String value) {
    return new IllegalArgumentException(ErrorCode.BAD_WATCHDOG_LIMIT.message(what, value));
  }

  private static void log(SlowStep step) {
    System.getLogger("dev.coro").log(Level.WARNING, "[coro] " + step.message());
  }

  /** Tells the listener. */
  void report(SlowStep step) {
    try {
      listener.slow(step);
    } catch (Throwable t) {
      // The other carriers are still to be watched.
      System.getLogger("dev.coro")
          .log(Level.ERROR, "[coro] a listener of the watchdog has thrown: " + t, t);
    }
  }
}
