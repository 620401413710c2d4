package dev.coro.benchmarks.diagnose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up snapshots of a process and its children. Threads that begin and end between two of them
 * are counted with their process only.
 */
final class Sampling {
  private final Map<ThreadState.Key, ThreadTotals> threads = new HashMap<>();
  private Counters counters = Counters.NONE;
  private @Nullable Snapshot first;
  private @Nullable Snapshot last;
  private int looks;

  void add(Snapshot snapshot) {
    boolean isFirst = last == null;
    for (ThreadState state : snapshot.threads()) {
      threads
          .computeIfAbsent(
              state.key(), key -> new ThreadTotals(state, snapshot.nanoTime(), !isFirst))
          .add(state, snapshot.nanoTime());
    }
    if (last == null) {
      first = snapshot;
    } else {
      counters = counters.plus(snapshot.totals().since(last.totals()));
    }
    last = snapshot;
    looks++;
  }

  /** How many snapshots there are. */
  int looks() {
    return looks;
  }

  /** How long it took from the first snapshot to the last. */
  double seconds() {
    return first == null || last == null ? 0 : (last.nanoTime() - first.nanoTime()) / 1e9;
  }

  Figures figures(double cores, SystemFigures system, List<String> notes) {
    return new Figures(
        seconds(),
        looks,
        cores,
        counters,
        threads.values().stream().map(ThreadTotals::figures).toList(),
        system,
        notes);
  }
}
