package dev.coro.internal.jfr;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the flight recorder records, and what this package does for the rest of the runtime.
 *
 * <p>Names no class of {@code jdk.jfr} outside of method bodies, and enters such a body only when
 * one is needed.
 */
public final class FlightRecording {
  /** Beginning of the names of the recorder's threads, one of which runs while it records. */
  private static final String RECORDERS_THREAD = "JFR ";

  /**
   * Whether a recording runs, of whatever events. Plain, because it is read wherever a coroutine
   * parks: a carrier may notice a little late.
   */
  private static boolean on;

  private static boolean noticing;

  private FlightRecording() {}

  /** Whether it is worthwhile to tell about events. */
  public static boolean isOn() {
    return on;
  }

  /** Called by the listener of the recorder. */
  static void set(boolean records) {
    on = records;
  }

  /**
   * Has this class learn of recordings from now on, which loads some classes of the recorder; no
   * effect the second time.
   *
   * @return whether this JVM has a flight recorder
   */
  public static synchronized boolean notice() {
    if (!noticing) {
      noticing = true;
      try {
        RecordingListener.register();
      } catch (LinkageError | IllegalStateException | SecurityException e) {
        return false; // An image without jdk.jfr, or not allowed to be used.
      }
    }
    return true;
  }

  /**
   * As {@link #notice}, but only if a recording runs already: the recorder's threads tell that
   * without loading anything.
   */
  public static void noticeIfRecording() {
    if (!noticing && recordersThreadRuns()) {
      boolean unused = notice();
    }
  }

  private static boolean recordersThreadRuns() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    if (root == null) {
      return false; // The calling thread is about to end.
    }
    try {
      for (ThreadGroup up = root.getParent(); up != null; up = up.getParent()) {
        root = up;
      }
      // Some more than there are now: enumerate leaves out what does not fit.
      @Nullable Thread[] threads = new Thread[root.activeCount() + 16];
      int count = root.enumerate(threads);
      for (int i = 0; i < count; i++) {
        Thread thread = threads[i];
        if (thread != null && thread.getName().startsWith(RECORDERS_THREAD)) {
          return true;
        }
      }
    } catch (SecurityException e) {
      return false;
    }
    return false;
  }

  // ---- events

  /**
   * Begins a step of a coroutine.
   *
   * @return what {@link #endStep} needs; null if nobody wants to know
   */
  public static @Nullable Object beginStep() {
    SlowStepEvent event = new SlowStepEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /**
   * Ends a step.
   *
   * @param facts asked only if the event is written
   */
  public static void endStep(Object begun, Supplier<CoroutineFacts> facts) {
    SlowStepEvent event = (SlowStepEvent) begun;
    event.end();
    if (event.shouldCommit()) {
      CoroutineFacts told = facts.get();
      event.coroutine = told.coroutine();
      event.carrier = told.carrier();
      event.where = told.where();
      event.commit();
    }
  }

  /** Tells of a suspension that was refused. */
  public static void pinned(String continuation, String inTheWay, String message) {
    PinnedAttemptEvent event = new PinnedAttemptEvent();
    if (event.shouldCommit()) {
      event.continuation = continuation;
      event.inTheWay = inTheWay;
      event.message = message;
      event.commit();
    }
  }
}
