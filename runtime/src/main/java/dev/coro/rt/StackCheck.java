package dev.coro.rt;

import dev.coro.NotSuspendableException;
import dev.coro.internal.jfr.FlightRecording;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

  /** Most activations that a message is made from. */
  private static final int MOST_FRAMES = 200;

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
    InTheWay inTheWay = WALKER.walk(frames -> firstInTheWay(frames, levels));
    if (inTheWay != null) {
      String message = inTheWay.message();
      if (FlightRecording.isOn()) {
        FlightRecording.pinned(target.describe(), inTheWay.place(), message);
      }
      throw new NotSuspendableException(message);
    }
  }

  /** Whether every activation down to the innermost driver can be saved. */
  static boolean allowsInnermost() {
    return WALKER.walk(frames -> firstInTheWay(frames, 1)) == null;
  }

  /**
   * Whether every activation that called the calling bridge could be saved, down to the driver that
   * is {@code levels} further out.
   */
  static boolean allowsBridge(int levels) {
    return WALKER.walk(
        frames -> {
          String[] callee = {""};
          Iterator<StackFrame> callers =
              frames
                  .dropWhile(
                      frame -> {
                        // A bridge that was resumed has the driver right below it.
                        boolean ours =
                            !isDriver(frame)
                                && (InstrumentedMethods.isRuntime(frame.getDeclaringClass())
                                    || BridgeGate.isBridge(frame));
                        callee[0] = ours ? frame.getMethodName() : callee[0];
                        return ours;
                      })
                  .iterator();
          return !callers.hasNext() || firstInTheWay(callers, callee[0], levels) == null;
        });
  }

  /** What is above the driver of the level and cannot be saved; null if all can. */
  private static @Nullable InTheWay firstInTheWay(Stream<StackFrame> frames, int levels) {
    return firstInTheWay(frames.iterator(), "", levels);
  }

  /**
   * As above.
   *
   * @param firstCallee name of the method that the first activation has called
   */
  private static @Nullable InTheWay firstInTheWay(
      Iterator<StackFrame> it, String firstCallee, int levels) {
    int left = levels;
    String callee = firstCallee;
    List<StackFrame> handles = new ArrayList<>();
    while (it.hasNext() && left > 0) {
      StackFrame frame = it.next();
      Class<?> type = frame.getDeclaringClass();
      if (FrameKinds.isMethodHandle(type)) {
        // Harmless below the proxy of a lambda, which may reach its body that way.
        handles.add(frame);
        continue;
      }
      if (FrameKinds.isLambdaProxy(type) || type == HiddenResumeBody.class) {
        handles.clear();
      } else if (!handles.isEmpty()
          || !(InstrumentedMethods.isRuntime(type)
              || InstrumentedMethods.expectsSuspension(frame, callee))) {
        return inTheWay(handles, frame, it);
      } else if (isDriver(frame)) {
        left--;
      }
      callee = frame.getMethodName();
    }
    return null;
  }

  private static boolean isDriver(StackFrame frame) {
    return frame.getDeclaringClass() == ContinuationState.class
        && frame.getMethodName().equals("drive");
  }

  /**
   * Collects what the message is made from.
   *
   * @param handles frames in front of {@code frame}, which are in the way if there are any
   */
  private static InTheWay inTheWay(
      List<StackFrame> handles, StackFrame frame, Iterator<StackFrame> further) {
    List<StackFrame> frames = new ArrayList<>(handles);
    frames.add(frame);
    while (further.hasNext() && frames.size() < MOST_FRAMES) {
      StackFrame next = further.next();
      if (next.getDeclaringClass() == ContinuationState.class) {
        break; // The driver.
      }
      frames.add(next);
    }
    int gap = Math.max(1, handles.size());
    boolean wrongCall = handles.isEmpty() && isSavable(frame);
    while (!wrongCall && gap < frames.size() && !isSavable(frames.get(gap))) {
      gap++;
    }
    return new InTheWay(frames, gap);
  }

  private static boolean isSavable(StackFrame frame) {
    return InstrumentedMethods.isRuntime(frame.getDeclaringClass())
        || InstrumentedMethods.contains(frame);
  }
}
