package dev.coro.rt;

import dev.coro.internal.ErrorCode;
import dev.coro.serial.ParkedContinuation;
import dev.coro.serial.ParkedFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a parked continuation apart and puts it together again, for {@code dev.coro.serial}. */
public final class ParkedForms {
  private ParkedForms() {}

  /**
   * What the continuation consists of.
   *
   * @throws IllegalStateException if it is not parked, or cannot be written
   */
  public static ParkedContinuation describe(ContinuationState parked) {
    SavedFrame leaf = SharedFrame.behind(parked.leaf);
    if (parked.status != ContinuationState.SUSPENDED || leaf == null) {
      throw notParked(parked);
    }
    checkMonitors(parked);
    if (leaf instanceof DriverFrame driver) {
      throw new IllegalStateException(
          ErrorCode.NOT_WRITABLE.message(
              parked.describe(),
              "it was suspended by " + driver.inner().describe() + " that runs inside it",
              "Use Java serialisation, which can write both."));
    }
    List<ParkedFrame> frames = new ArrayList<>();
    for (SavedFrame f = leaf; f != null; f = SharedFrame.behind(f.caller)) {
      frames.add(FrameForms.describe(f, parked));
    }
    return new ParkedContinuation(frames, parked.pins);
  }

  static IllegalStateException notParked(ContinuationState continuation) {
    String why =
        switch (continuation.status) {
          case ContinuationState.NEW -> "it has not begun";
          case ContinuationState.DONE -> "it has ended";
          case ContinuationState.ENCLOSED -> "it was suspended together with one that it runs in";
          default -> "it is running";
        };
    return new IllegalStateException(
        ErrorCode.NOT_WRITABLE.message(
            continuation.describe(), why, "Write it when it has suspended."));
  }

  /** Refuses to write what owns a monitor: nobody could own it elsewhere. */
  static void checkMonitors(ContinuationState parked) {
    HeldMonitors held = parked.held;
    if (held != null && !held.isEmpty()) {
      throw new IllegalStateException(
          ErrorCode.NOT_WRITABLE.message(
              parked.describe(),
              "it holds the monitor of "
                  + Monitors.name(held.get(held.count() - 1))
                  + " in "
                  + Forks.holder(held),
              "Suspend outside of the synchronized code."));
    }
  }

  /**
   * Puts a continuation that has not begun into the state that is described.
   *
   * @param loader finds the classes of the methods
   * @throws IllegalStateException if it cannot run on here
   */
  public static void restore(ContinuationState blank, ParkedContinuation form, ClassLoader loader) {
    if (blank.status != ContinuationState.NEW) {
      throw new IllegalStateException(
          ErrorCode.BAD_FORM.message("what it is to be read into has begun already"));
    } else if (form.frames().isEmpty()) {
      throw new IllegalStateException(ErrorCode.BAD_FORM.message("it has no activations"));
    }
    List<SavedFrame> frames = new ArrayList<>();
    for (ParkedFrame frame : form.frames()) {
      Class<?> type = find(frame, loader);
      long[] primitives = frame.primitives().stream().mapToLong(Long::longValue).toArray();
      ResumeBody body = FrameForms.resumeBody(frame, type);
      frames.add(FrameForms.frame(frame, body, frame.references().toArray(), primitives));
    }
    link(blank, frames, form.pins());
  }

  private static Class<?> find(ParkedFrame frame, ClassLoader loader) {
    try {
      return Class.forName(frame.className(), false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalStateException(
          ErrorCode.CLASS_NOT_READ.message(frame.place(), "its class cannot be found, " + e), e);
    }
  }

  /** Gives the continuation its saved frames, the innermost first. */
  static void link(ContinuationState continuation, List<SavedFrame> frames, int pins) {
    for (int i = 1; i < frames.size(); i++) {
      frames.get(i - 1).caller = frames.get(i);
    }
    continuation.leaf = frames.get(0);
    continuation.pins = pins;
    continuation.status = ContinuationState.SUSPENDED;
  }

  /** What the slot for references keeps, for messages; see {@link ParkedFrame#nameOf}. */
  public static String nameOf(ParkedFrame frame, int slot, ClassLoader loader) {
    @Nullable Class<?> type;
    try {
      type = Class.forName(frame.className(), false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      type = null;
    }
    return FrameForms.nameOf(frame, slot, type);
  }
}
