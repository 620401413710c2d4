package dev.coro.rt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The logical stack of a coroutine that runs, seen by another thread.
 *
 * <p>Of a coroutine that was resumed only a part stands on the stack of its thread; from the top:
 *
 * <pre>
 *   what the resumed activation called, and it itself    shown
 *   ContinuationState.runFrom                            replaced by the callers on the heap
 *   ... down to drive, run                               left out
 * </pre>
 *
 * <p>The same again for each continuation in which that one is mounted, down to the coroutine. What
 * lies below belongs to the carrier.
 *
 * <p>Which saved frame is the resumed one, nobody notes, because that would cost a store at each
 * step. It is the first from the leaf outwards that the row above the loop names: in a recursion
 * perhaps one that has ended already, so that too many equal rows are shown.
 */
public final class RunningStack {
  /** As many rows as the JVM gives a trace by default. */
  private static final int MOST_ROWS = 1024;

  private RunningStack() {}

  /**
   * What {@code coroutine} does, innermost activation first. The thread runs on meanwhile: the
   * caller makes sure that it was still in the same step afterwards.
   *
   * @param thread of its carrier
   */
  public static List<StackTraceElement> of(Thread thread, ContinuationState coroutine) {
    List<ContinuationState> mounted = mounted(CurrentContinuation.seenOn(thread), coroutine);
    return of(physical(thread).toArray(new StackTraceElement[0]), mounted);
  }

  /**
   * The stack of a thread, in rows that read like those of an exception: JDK 17 names loaders and
   * modules in full if the thread is another one.
   */
  public static List<StackTraceElement> physical(Thread thread) {
    return Stream.of(thread.getStackTrace()).map(RunningStack::asThrown).toList();
  }

  private static StackTraceElement asThrown(StackTraceElement row) {
    String loader = row.getClassLoaderName();
    String module = row.getModuleName();
    boolean builtIn = loader == null || loader.equals("app") || loader.equals("platform");
    boolean ofJdk = module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    return new StackTraceElement(
        builtIn ? null : loader,
        module,
        ofJdk ? null : row.getModuleVersion(),
        row.getClassName(),
        row.getMethodName(),
        row.getFileName(),
        row.getLineNumber());
  }

  /** Those that run, innermost first, down to the coroutine; it alone if they are not known. */
  private static List<ContinuationState> mounted(
      ContinuationState innermost, ContinuationState coroutine) {
    List<ContinuationState> mounted = new ArrayList<>();
    for (ContinuationState c = innermost; c != null; c = c.parent) {
      mounted.add(c);
      if (c == coroutine) {
        return mounted;
      }
    }
    return List.of(coroutine);
  }

  static List<StackTraceElement> of(StackTraceElement[] rows, List<ContinuationState> mounted) {
    List<Integer> drives = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (Machinery.isDrive(rows[i])) {
        drives.add(i);
      }
    }
    List<StackTraceElement> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < drives.size(); i++) {
      // Matched from the coroutine inwards: the inner ones may not be known.
      int known = mounted.size() - drives.size() + i;
      int drive = drives.get(i);
      add(all, rows, from, drive, known < 0 ? null : mounted.get(known));
      from = drive + 1;
    }
    return List.copyOf(all.subList(0, Math.min(all.size(), MOST_ROWS)));
  }

  /** Adds the rows of one continuation, whose driver is at {@code drive}. */
  private static void add(
      List<StackTraceElement> all,
      StackTraceElement[] rows,
      int from,
      int drive,
      @Nullable ContinuationState continuation) {
    int loop = from;
    while (loop < drive && !Machinery.isLoop(rows[loop])) {
      loop++;
    }
    SavedFrame resumed =
        loop == drive || continuation == null ? null : resumed(rows, loop, continuation);
    // Below the loop stand at most callers that were entered again to take their monitors back.
    int end = resumed == null ? drive : loop;
    for (int i = from; i < end; i++) {
      if (!isMachinery(rows, i)) {
        all.add(rows[i]);
      }
    }
    if (resumed != null) {
      LogicalStack.add(all, resumed.caller, MOST_ROWS);
    }
  }

  private static @Nullable SavedFrame resumed(
      StackTraceElement[] rows, int loop, ContinuationState continuation) {
    int activation = loop - 1;
    while (activation > 0 && Machinery.isProxy(rows[activation])) {
      activation--;
    }
    SavedFrame frame = activation < 0 ? null : SharedFrame.behind(continuation.leaf);
    while (frame != null && !StackTraces.isActivation(rows[activation], frame)) {
      frame = SharedFrame.behind(frame.caller);
    }
    return frame;
  }

  private static boolean isMachinery(StackTraceElement[] rows, int index) {
    StackTraceElement row = rows[index];
    return Machinery.isLoop(row)
        || Machinery.isFirstRun(row)
        || Machinery.isEntry(row)
        || Machinery.isRelay(row)
        || Machinery.isAdapter(row)
        || Machinery.isProxy(row)
        || (Machinery.isBegin(row) && Machinery.isFirstRun(rows[index + 1]));
  }
}
