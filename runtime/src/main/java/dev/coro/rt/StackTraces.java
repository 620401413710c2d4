package dev.coro.rt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the stack trace of an exception that leaves a resumed activation read as if the activation
 * had been called and not resumed.
 *
 * <p>Physically such an activation is called by a loop of the driver, and its callers wait on the
 * heap. The trace, from the top:
 *
 * <pre>
 *   what the activation called, and its resume body      kept
 *   ContinuationState.runFrom                            the boundary
 *   ... down to drive, run                               replaced by the logical callers
 *   who resumed                                          kept
 * </pre>
 *
 * <p>A row of a loop is the boundary only if the row above it is the activation that has just
 * thrown. So a trace that was stitched before, in which no such row is left, stays as it is, and so
 * does one that was filled elsewhere. Causes and suppressed exceptions that were created in the
 * same activation are treated alike, so that they have their callers in common with the exception
 * that holds them.
 */
final class StackTraces {
  /** As many rows as the JVM gives a trace by default. */
  private static final int MOST_ROWS = 1024;

  private StackTraces() {}

  /**
   * Puts the logical callers of {@code frame} into what its activation threw. Never fails, as the
   * exception matters more than its trace: the activation needed more stack than it takes to enter
   * this method, unless what it threw is a StackOverflowError.
   */
  static void stitch(Throwable thrown, SavedFrame frame) {
    try {
      stitchOne(thrown, frame);
      if (thrown.getCause() != null || thrown.getSuppressed().length > 0) {
        stitchConnected(thrown, frame);
      }
    } catch (Throwable t) {
      // Out of memory or stack, or an exception whose accessors throw: its trace stays physical.
      return;
    }
  }

  private static void stitchConnected(Throwable thrown, SavedFrame frame) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> pending = new ArrayDeque<>();
    seen.add(thrown);
    pending.add(thrown);
    while (!pending.isEmpty()) {
      Throwable next = pending.remove();
      if (next != thrown) {
        stitchOne(next, frame);
      }
      addUnseen(next.getCause(), seen, pending);
      for (Throwable suppressed : next.getSuppressed()) {
        addUnseen(suppressed, seen, pending);
      }
    }
  }

  private static void addUnseen(
      @Nullable Throwable next, Set<Throwable> seen, Deque<Throwable> pending) {
    if (next != null && seen.add(next)) {
      pending.add(next);
    }
  }

  private static void stitchOne(Throwable thrown, SavedFrame frame) {
    StackTraceElement[] rows = thrown.getStackTrace();
    int below = rowBelow(rows, frame);
    if (below < 0) {
      return;
    }
    List<StackTraceElement> stitched = new ArrayList<>(rows.length);
    addKept(stitched, rows, 0, below);
    LogicalStack.add(stitched, frame.caller, MOST_ROWS);
    addKept(stitched, rows, endOfDriver(rows, below), rows.length);
    int size = Math.min(stitched.size(), Math.max(MOST_ROWS, rows.length));
    thrown.setStackTrace(stitched.subList(0, size).toArray(new StackTraceElement[0]));
  }

  /** Index of the row below the activation of {@code frame}; -1 if it is not in the trace. */
  private static int rowBelow(StackTraceElement[] rows, SavedFrame frame) {
    for (int i = 1; i < rows.length; i++) {
      if (Machinery.isLoop(rows[i])) {
        int above = i - 1;
        while (above > 0 && Machinery.isProxy(rows[above])) {
          above--;
        }
        if (isActivation(rows[above], frame)) {
          return above + 1;
        }
      }
    }
    return -1;
  }

  private static boolean isActivation(StackTraceElement row, SavedFrame frame) {
    if (frame instanceof DriverFrame) {
      return Machinery.isNestedDriver(row);
    }
    ResumeOrigin origin = ResumeOrigin.of(frame.body);
    return origin != null && origin.isNamedIn(row);
  }

  /**
   * Where the rows of who resumed begin. Between the loop and {@code drive} stand at most callers
   * that were entered again to take their monitors back; they are among the logical callers.
   */
  private static int endOfDriver(StackTraceElement[] rows, int below) {
    int end = below;
    while (end < rows.length && !Machinery.isDrive(rows[end])) {
      end++;
    }
    do {
      end++;
    } while (end < rows.length && Machinery.isEntry(rows[end]));
    return Math.min(end, rows.length);
  }

  /**
   * Adds a part of the trace without the driver of continuations that had just begun, and without
   * adapters. What an outer loop needs to find its own boundary later stays: the loop, and the row
   * above it.
   */
  private static void addKept(
      List<StackTraceElement> kept, StackTraceElement[] rows, int from, int to) {
    boolean beginning = false;
    for (int i = from; i < to; i++) {
      StackTraceElement row = rows[i];
      boolean begun = i + 1 < to && Machinery.isFirstRun(rows[i + 1]) && Machinery.isBegin(row);
      boolean ofDriver = Machinery.isDrive(row) || Machinery.isEntry(row);
      beginning = Machinery.isFirstRun(row) || (beginning && ofDriver);
      boolean standsIn = Machinery.isAdapter(row) || Machinery.isNestedDriver(row);
      if (!begun && !beginning && !(standsIn && !isAboveLoop(rows, i, to))) {
        kept.add(row);
      }
    }
  }

  private static boolean isAboveLoop(StackTraceElement[] rows, int row, int to) {
    int next = row + 1;
    while (next < to && Machinery.isProxy(rows[next])) {
      next++;
    }
    return next < to && Machinery.isLoop(rows[next]);
  }
}
