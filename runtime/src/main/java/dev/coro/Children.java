package dev.coro;

import org.jspecify.annotations.Nullable;

/** The subtasks of a task scope that have not ended, linked from the youngest to the oldest. */
final class Children {
  private @Nullable Fork<?> youngest;
  private int living;

  /** Whether there ever was one. */
  private boolean everAny;

  void add(Fork<?> fork) {
    fork.previous = youngest;
    if (youngest != null) {
      youngest.next = fork;
    }
    youngest = fork;
    everAny = true;
    living++;
  }

  void remove(Fork<?> fork) {
    Fork<?> previous = fork.previous;
    Fork<?> next = fork.next;
    if (next == null) {
      youngest = previous;
    } else {
      next.previous = previous;
    }
    if (previous != null) {
      previous.next = next;
    }
    fork.previous = null;
    fork.next = null;
    living--;
  }

  /** Has each look whether it is cancelled. */
  void recheckCancellation() {
    for (Fork<?> fork = youngest; fork != null; fork = fork.previous) {
      fork.continuation().recheckCancellation();
    }
  }

  int living() {
    return living;
  }

  boolean everAny() {
    return everAny;
  }
}
