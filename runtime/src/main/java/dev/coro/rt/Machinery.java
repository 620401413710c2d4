package dev.coro.rt;

import java.util.Set;

/** Tells the rows of a stack trace that are there only because of how continuations are run. */
final class Machinery {
  private static final String STATE = ContinuationState.class.getName();

  /** Methods of the driver that call resume bodies. */
  private static final Set<String> LOOPS = Set.of("runFrom", "resumeInside");

  /** Methods of the driver between {@code drive} and who resumes. */
  private static final Set<String> ENTRIES = Set.of("run", "runOutermost");

  /** Synthetic methods that the transform puts in place of the JDK's hidden lambda proxies. */
  private static final String ADAPTER = "lambda$coro$";

  private Machinery() {}

  /** A loop that resumes one activation after the other. */
  static boolean isLoop(StackTraceElement row) {
    return isOfState(row) && LOOPS.contains(row.getMethodName());
  }

  /** The method that mounts a continuation: every run of one passes it once. */
  static boolean isDrive(StackTraceElement row) {
    return isOfState(row) && row.getMethodName().equals("drive");
  }

  /** What calls {@code drive} for whoever resumes. */
  static boolean isEntry(StackTraceElement row) {
    return isOfState(row) && ENTRIES.contains(row.getMethodName());
  }

  /** The method that begins a continuation. */
  static boolean isFirstRun(StackTraceElement row) {
    return isOfState(row) && row.getMethodName().equals("runFirst");
  }

  /** What {@code runFirst} calls: the begin() of a class of the runtime, which calls the body. */
  static boolean isBegin(StackTraceElement row) {
    String type = row.getClassName();
    return row.getMethodName().equals("begin")
        && type.startsWith("dev.coro.")
        && type.lastIndexOf('.') == "dev.coro".length();
  }

  /**
   * What stands between a loop and what it resumes: the driver of an inner continuation, or an
   * activation in a hidden class, whose own row the JVM does not show.
   */
  static boolean isRelay(StackTraceElement row) {
    return row.getClassName().equals(DriverFrame.class.getName())
        || row.getClassName().equals(HiddenResumeBody.class.getName());
  }

  /** A method that stands for a lambda proxy. */
  static boolean isAdapter(StackTraceElement row) {
    return row.getMethodName().startsWith(ADAPTER);
  }

  /** A lambda proxy, which rows show only if the JVM was told to. */
  static boolean isProxy(StackTraceElement row) {
    return row.getClassName().contains("$$Lambda");
  }

  private static boolean isOfState(StackTraceElement row) {
    return row.getClassName().equals(STATE);
  }
}
