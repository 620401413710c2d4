package dev.coro.rt;

import dev.coro.internal.ErrorCode;

/** What cannot be forked. */
final class Forks {
  private Forks() {}

  /**
   * Refuses what two continuations cannot have in common; {@code leaf} is that of {@code parked}.
   */
  static void check(ContinuationState parked, SavedFrame leaf) {
    HeldMonitors held = parked.held;
    if (held != null && !held.isEmpty()) {
      throw new IllegalStateException(
          ErrorCode.FORK_HOLDS_MONITOR.message(
              parked.describe(), Monitors.name(held.get(held.count() - 1)), holder(held)));
    }
    if (leaf instanceof DriverFrame driver) {
      throw new IllegalStateException(
          ErrorCode.FORK_NESTED.message(
              parked.describe(), innermostPlace(driver), driver.inner().describe()));
    }
  }

  /** Where the innermost monitor is held, for messages. */
  static String holder(HeldMonitors held) {
    SavedFrame frame = held.innermostHolder();
    return frame == null ? "code of the runtime" : ResumeOrigin.place(frame);
  }

  private static String innermostPlace(DriverFrame driver) {
    SavedFrame inner = SharedFrame.behind(driver.inner().leaf);
    while (inner instanceof DriverFrame next) {
      inner = SharedFrame.behind(next.inner().leaf);
    }
    // Operations of the runtime come first; what called them is what people know.
    while (inner != null && inner.caller != null && isRuntime(inner)) {
      inner = SharedFrame.behind(inner.caller);
    }
    return inner == null ? "an unknown place" : ResumeOrigin.place(inner);
  }

  private static boolean isRuntime(SavedFrame frame) {
    ResumeOrigin origin = ResumeOrigin.of(frame.body);
    return origin == null || InstrumentedMethods.isRuntime(origin.type());
  }
}
