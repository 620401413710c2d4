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
 * thrown, or its callee that has made the exception and returned it. So a trace that was stitched
 * before, in which no such row is left, stays as it is, and so does one that was filled elsewhere.
 * Causes and suppressed exceptions that were created in the same activation are treated alike, so
 * that they have their callers in common with the exception that holds them.
 */
final class StackTraces {
  /** As many rows as the JVM gives a trace by default. */
  private static final int MOST_ROWS = 1024;

  private StackTraces() {}

  /**
   * Puts the logical callers of {@code frame} into what its activation threw. Never fails, as the
   * exception matters more than its trace: the activation needed more stack than it takes to enter
   * this method, unless what it threw is a StackOverflowError.
   *
   * @param settled what this has returned for the callee; null at first
   * @return {@code thrown} if its own trace needs nothing more while it climbs on, else null
   */
  static @Nullable Throwable stitch(
      Throwable thrown, @Nullable Throwable settled, SavedFrame frame) {
    try {
      boolean done = thrown == settled || stitchOne(thrown, frame);
      // A caller that has caught it may have added to these.
      if (thrown.getCause() != null || thrown.getSuppressed().length > 0) {
        stitchConnected(thrown, frame);
      }
      return done ? thrown : null;
    } catch (Throwable t) {
      // Out of memory or stack, or an exception whose accessors throw: its trace stays physical.
      return null;
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
        boolean unused = stitchOne(next, frame);
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

  /** Whether the trace was filled in the activation of {@code frame}, and so is whole now. */
  private static boolean stitchOne(Throwable thrown, SavedFrame frame) {
    StackTraceElement[] rows = thrown.getStackTrace();
    for (int i = 1; i < rows.length; i++) {
      if (Machinery.isLoop(rows[i])) {
        int resumed = i - 1;
        while (resumed > 0 && Machinery.isProxy(rows[resumed])) {
          resumed--;
        }
        if (isActivation(rows[resumed], frame)) {
          thrown.setStackTrace(stitched(rows, resumed + 1, frame.caller));
          return true;
        } else if (isBelowCaller(rows, resumed, frame)) {
          return false;
        } else if (isCallee(rows[resumed], frame)) {
          thrown.setStackTrace(stitched(rows, resumed + 1, frame));
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the row can be the resumed activation that was saved in {@code frame}. */
  static boolean isActivation(StackTraceElement row, SavedFrame frame) {
    if (frame instanceof DriverFrame || frame.body instanceof HiddenResumeBody) {
      return Machinery.isRelay(row);
    }
    ResumeOrigin origin = ResumeOrigin.of(frame.body);
    return origin != null && origin.isNamedIn(row);
  }

  /** Whether the activation for which {@code frame} waited last may have returned the exception. */
  private static boolean isCallee(StackTraceElement row, SavedFrame frame) {
    ResumeOrigin origin = ResumeOrigin.of(frame.body);
    return origin != null && row.getMethodName().equals(origin.callee(frame));
  }

  /**
   * Whether the activation has caught the exception earlier, when one of its callers was the
   * resumed one, and has kept it since: that caller is still to come. In a recursion such a trace
   * can look the same as one that a callee has made.
   */
  private static boolean isBelowCaller(StackTraceElement[] rows, int resumed, SavedFrame frame) {
    int own = resumed - 1;
    SavedFrame caller = SharedFrame.behind(frame.caller);
    while (caller != null && own >= 0) {
      if (isActivation(rows[own], frame) && isActivation(rows[resumed], caller)) {
        return true;
      }
      own--;
      caller = SharedFrame.behind(caller.caller);
    }
    return false;
  }

  private static StackTraceElement[] stitched(
      StackTraceElement[] rows, int below, @Nullable SavedFrame caller) {
    List<StackTraceElement> all = new ArrayList<>(rows.length);
    addKept(all, rows, 0, below);
    LogicalStack.add(all, caller, MOST_ROWS);
    addKept(all, rows, endOfDriver(rows, below), rows.length);
    int size = Math.min(all.size(), Math.max(MOST_ROWS, rows.length));
    return all.subList(0, size).toArray(new StackTraceElement[0]);
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
      boolean standsIn = Machinery.isAdapter(row) || Machinery.isRelay(row);
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
