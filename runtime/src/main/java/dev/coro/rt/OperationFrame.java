package dev.coro.rt;

/**
 * Saved frame of a body that is itself an operation, {@code channel::receive} for instance: nothing
 * stands between the operation and the driver that would have to be restored. There is but one,
 * since nothing is in it.
 */
final class OperationFrame extends SavedFrame {
  static final OperationFrame INSTANCE = new OperationFrame();

  private OperationFrame() {
    super(OperationFrame::resume);
  }

  /** What the operation has been woken with is the result of the body. */
  private static void resume(SavedFrame frame, ContinuationState continuation) {
    continuation.throwFailure();
  }
}
