package dev.coro.benchmarks.diagnose;

import java.util.EnumMap;
import java.util.Map;

/** Adds up what is seen of one thread. */
final class ThreadTotals {
  private final ThreadState before;
  private final long firstNanos;
  private final Map<Wait, Integer> waits = new EnumMap<>(Wait.class);
  private ThreadState last;
  private long lastNanos;

  /**
   * Begins with the first look at the thread.
   *
   * @param isNew whether it has begun since the sample did, so that all that it ran counts
   */
  ThreadTotals(ThreadState state, long nanoTime, boolean isNew) {
    before =
        isNew
            ? new ThreadState(
                state.pid(), state.tid(), state.startTicks(), "", state.state(), "", 0, 0, 0, 0)
            : state;
    firstNanos = nanoTime;
    last = state;
    lastNanos = nanoTime;
  }

  void add(ThreadState state, long nanoTime) {
    last = state;
    lastNanos = nanoTime;
    Wait.of(state.state(), state.channel()).ifPresent(wait -> waits.merge(wait, 1, Integer::sum));
  }

  ThreadFigures figures() {
    return new ThreadFigures(
        last.pid(),
        last.tid(),
        last.name(),
        ThreadRole.of(last.name()),
        (lastNanos - firstNanos) / 1e9,
        (last.runNanos() - before.runNanos()) / 1e9,
        (last.queueNanos() - before.queueNanos()) / 1e9,
        last.voluntary() - before.voluntary(),
        last.involuntary() - before.involuntary(),
        Map.copyOf(waits));
  }
}
