package dev.coro.transform.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Stack traces as people see them. */
public final class TraceText {
  private static final String CASE_BODY = FixtureLoader.FIXTURES + "CaseBody";

  private TraceText() {}

  /** What {@code printStackTrace} prints, causes and suppressed exceptions included. */
  public static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  /**
   * As {@link #of}, for an exception that was never in a resumed activation: how it reads without
   * the rows of the driver, and of the methods that stand for lambda proxies. Changes the trace.
   */
  public static String withoutMachinery(Throwable thrown) {
    clean(thrown, row -> false, seen());
    return of(thrown);
  }

  /**
   * As {@link #withoutMachinery}, down to the body of the continuation: what a case of a fixture
   * has to have in every run.
   */
  static String ofCase(Throwable thrown) {
    clean(thrown, row -> row.getClassName().equals(CASE_BODY), seen());
    return of(thrown);
  }

  private static void clean(
      Throwable thrown, Predicate<StackTraceElement> isLast, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    List<StackTraceElement> rows = new ArrayList<>();
    for (StackTraceElement row : thrown.getStackTrace()) {
      if (!isMachinery(row)) {
        rows.add(row);
      }
      if (isLast.test(row)) {
        break;
      }
    }
    thrown.setStackTrace(rows.toArray(new StackTraceElement[0]));
    clean(thrown.getCause(), isLast, seen);
    for (Throwable suppressed : thrown.getSuppressed()) {
      clean(suppressed, isLast, seen);
    }
  }

  private static Set<Throwable> seen() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Whether only the way in which continuations run explains the row. */
  private static boolean isMachinery(StackTraceElement row) {
    return row.getClassName().startsWith("dev.coro.rt.")
        || row.getMethodName().startsWith("lambda$coro$")
        || (row.getMethodName().equals("begin")
            && row.getClassName().matches("dev\\.coro\\.\\w*Continuation"));
  }

  /** {@code text} without line numbers, for a golden trace that survives edits of its source. */
  public static String withoutLines(String text) {
    return text.replaceAll("\\.java:\\d+\\)", ".java)");
  }
}
