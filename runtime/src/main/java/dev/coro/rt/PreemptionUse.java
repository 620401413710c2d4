package dev.coro.rt;

import java.util.ArrayList;
import java.util.List;

/** Whether there is code that is preemptible: without, nobody has to watch the time. */
public final class PreemptionUse {
  private static final List<Runnable> LISTENERS = new ArrayList<>();

  private static volatile boolean begun;

  private PreemptionUse() {}

  /** Whether preemptible code has run. */
  public static boolean hasBegun() {
    return begun;
  }

  /** Runs {@code listener} when the first preemptible code is about to run. */
  public static synchronized void whenBegun(Runnable listener) {
    LISTENERS.add(listener);
  }

  static synchronized void begin() {
    begun = true;
    LISTENERS.forEach(Runnable::run);
    LISTENERS.clear();
  }
}
