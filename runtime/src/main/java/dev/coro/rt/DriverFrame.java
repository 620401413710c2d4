package dev.coro.rt;

/**
 * Saved frame of {@link ContinuationState#run}: an outer continuation was suspended through an
 * inner one. Resuming it resumes the leaf of the inner continuation.
 */
final class DriverFrame extends SavedFrame {
  private static final ResumeBody BODY = DriverFrame::resume;

  private final ContinuationState inner;

  DriverFrame(ContinuationState inner) {
    super(BODY);
    this.inner = inner;
  }

  /** Saves the driver of {@code inner}, which unwinds as an activation of {@code outer}. */
  static DriverFrame save(ContinuationState inner, ContinuationState outer) {
    DriverFrame frame = new DriverFrame(inner);
    frame.link(1, outer);
    return frame;
  }

  /** The continuation that it drives. */
  ContinuationState inner() {
    return inner;
  }

  private static void resume(SavedFrame frame, ContinuationState outer) {
    DriverFrame driverFrame = (DriverFrame) frame;
    boolean suspended = driverFrame.inner.drive(driverFrame);
    if (!outer.suspending) {
      ContinuationState.completeInt(suspended ? 1 : 0, outer);
    }
  }
}
