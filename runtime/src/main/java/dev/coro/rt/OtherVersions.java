package dev.coro.rt;

import dev.coro.internal.ErrorCode;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;

/**
 * Refuses saved frames of another version of a method. When a class is redefined, activations of
 * the old version may be parked; the new code could take what they saved for something else.
 */
public final class OtherVersions {
  private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  private OtherVersions() {}

  /**
   * What to throw for the frame. Called by the resume body of the method that saved it. The frame
   * is lost, with the monitors that it holds; its caller gets the exception as if the method had
   * thrown it.
   */
  public static RuntimeException refuse(SavedFrame frame) {
    CurrentContinuation.get().forgetMonitorsOf(frame);
    StackFrame resumeBody = WALKER.walk(frames -> frames.skip(1).findFirst().orElseThrow());
    return new IllegalStateException(
        ErrorCode.OTHER_VERSION.message(
            InstrumentedMethods.describeMethod(resumeBody), frame.point()));
  }
}
