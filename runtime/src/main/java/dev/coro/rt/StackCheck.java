package dev.coro.rt;

import dev.coro.NotSuspendableException;
import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before anything unwinds, whether every activation between a suspending operation and the
 * driver of the continuation that it suspends can be saved.
 *
 * <p>A walk costs microseconds. It is done only where instrumented code has announced a doubt (see
 * {@code pins}), or always in the verifying mode and when the agent has left out a class.
 */
public final class StackCheck {
  /** Check at every suspension. Only ever set, never cleared. */
  static boolean always =
      Boolean.getBoolean("dev.coro.verify") || !InstrumentedMethods.agentActive();

  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  private StackCheck() {}

  /** From now on every suspension checks the stack: some class could not be instrumented. */
  public static void checkAlways() {
    always = true;
  }

  /**
   * Checks the activations from the calling operation down to the driver of {@code target}.
   *
   * @param innermost the innermost mounted continuation
   * @throws NotSuspendableException naming the activation in the way
   */
  static void check(ContinuationState innermost, ContinuationState target) {
    int drivers = 1;
    for (ContinuationState c = innermost; c != target && c != null; c = c.parent) {
      drivers++;
    }
    int levels = drivers;
    StackFrame inTheWay = WALKER.walk(frames -> firstInTheWay(frames, levels));
    if (inTheWay != null) {
      throw new NotSuspendableException(message(inTheWay));
    }
  }

  /** The first activation above the driver of the level that cannot be saved; null if all can. */
  private static @Nullable StackFrame firstInTheWay(Stream<StackFrame> frames, int levels) {
    int left = levels;
    String callee = "";
    for (Iterator<StackFrame> it = frames.iterator(); it.hasNext() && left > 0; ) {
      StackFrame frame = it.next();
      Class<?> type = frame.getDeclaringClass();
      if (InstrumentedMethods.isRuntime(type)) {
        if (type == ContinuationState.class && frame.getMethodName().equals("drive")) {
          left--;
        }
      } else if (!isLambdaProxy(type)
          && !callee.equals("resumeInside") // only resume bodies call it
          && !InstrumentedMethods.expectsSuspension(frame, callee)) {
        return frame;
      }
      callee = frame.getMethodName();
    }
    return null;
  }

  /** Whether it only passes a call on; where it would do more, the transform has put an adapter. */
  private static boolean isLambdaProxy(Class<?> type) {
    return type.isHidden() && type.getName().contains("$$Lambda");
  }

  private static String message(StackFrame frame) {
    String where = Diagnosis.describe(frame);
    if (!InstrumentedMethods.agentActive()) {
      return ErrorCode.AGENT_NOT_ACTIVE.message("a suspending operation", where);
    }
    String refusal = Refusals.find(frame);
    if (refusal != null) {
      return refusal;
    }
    if (InstrumentedMethods.mayBeReplaced(frame)) {
      return ErrorCode.PINNED.message(
          where,
          "its class was redefined, and the activation runs old code or called a method through a"
              + " declaration that is not @Suspendable",
          "Redefine methods while they do not run, or annotate what it calls.");
    }
    if (frame.getMethodName().charAt(0) == '<') {
      return ErrorCode.INITIALIZER.message(where);
    }
    String loader = String.valueOf(frame.getDeclaringClass().getClassLoader());
    if (frame.getDeclaringClass().getClassLoader() == null
        || loader.contains("PlatformClassLoader")) {
      return ErrorCode.PINNED.message(
          where,
          "JDK code called back into code that suspends, and JDK code cannot be saved",
          "Write the loop or call out in a @Suspendable method instead of passing a callback.");
    }
    return ErrorCode.PINNED.message(
        where,
        "the method is not @Suspendable, or called a method through a declaration that is not",
        "Annotate it with @Suspendable, or do not suspend in what it calls.");
  }
}
