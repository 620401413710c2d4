package dev.coro.rt;

import java.lang.StackWalker.StackFrame;

/**
 * Tells the bridges of blocking calls (package {@code dev.coro.bridge}) what they may do: suspend
 * the coroutine that has called, or nothing but what the original does.
 */
public final class BridgeGate {
  private static final String PACKAGE = "dev.coro.bridge";

  private BridgeGate() {}

  /** What a bridge may do. */
  public enum Answer {
    /** The thread runs no coroutine: the original is called. */
    OUTSIDE,
    /** A coroutine runs, but an activation in between cannot be saved. */
    PINNED,
    /** The coroutine can be suspended. */
    OPEN
  }

  /** Asked by a bridge, or by what it calls, before anything has happened. Never suspends. */
  public static Answer ask() {
    ContinuationState innermost = CurrentContinuation.get();
    boolean doubt = StackCheck.always;
    int levels = 1;
    for (ContinuationState c = innermost; c != null; c = c.enclosing()) {
      doubt |= c.pins != 0;
      if (c.isScheduled()) {
        return !doubt || StackCheck.allowsBridge(levels) ? Answer.OPEN : Answer.PINNED;
      }
      levels++;
    }
    return Answer.OUTSIDE;
  }

  /** Whether the calling thread runs a coroutine. Never suspends. */
  public static boolean isInCoroutine() {
    for (ContinuationState c = CurrentContinuation.get(); c != null; c = c.enclosing()) {
      if (c.isScheduled()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the calling thread runs a coroutine or another continuation. Never suspends. */
  public static boolean isInContinuation() {
    return CurrentContinuation.get() != ContinuationState.NONE;
  }

  /** Whether the activation is one of a bridge. */
  static boolean isBridge(StackFrame frame) {
    return frame.getDeclaringClass().getPackageName().equals(PACKAGE);
  }
}
