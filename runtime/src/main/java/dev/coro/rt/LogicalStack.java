package dev.coro.rt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads saved frames as the rows of a stack trace, innermost activation first.
 *
 * <p>A {@link DriverFrame} is always the leaf of its continuation: what ran above it belongs to the
 * inner one, whose rows come first.
 */
final class LogicalStack {
  private LogicalStack() {}

  /** The rows of a continuation that is suspended. */
  static List<StackTraceElement> of(@Nullable SavedFrame leaf) {
    Deque<SavedFrame> leaves = new ArrayDeque<>();
    for (SavedFrame next = SharedFrame.behind(leaf); next != null; ) {
      leaves.push(next);
      next = next instanceof DriverFrame driver ? driver.inner().leaf : null;
    }
    List<StackTraceElement> rows = new ArrayList<>();
    for (SavedFrame innermostFirst : leaves) {
      add(rows, innermostFirst, Integer.MAX_VALUE);
    }
    return List.copyOf(rows);
  }

  /**
   * Adds the rows of {@code first} and its callers, without those of the machinery.
   *
   * @param most number of rows at which to stop
   */
  static void add(List<StackTraceElement> rows, @Nullable SavedFrame first, int most) {
    SavedFrame frame = SharedFrame.behind(first);
    for (; frame != null && rows.size() < most; frame = SharedFrame.behind(frame.caller)) {
      ResumeOrigin origin = ResumeOrigin.of(frame.body);
      if (origin != null) {
        StackTraceElement row = origin.row(frame);
        if (!Machinery.isAdapter(row) && !Machinery.isBegin(row)) {
          rows.add(row);
        }
      }
    }
  }
}
