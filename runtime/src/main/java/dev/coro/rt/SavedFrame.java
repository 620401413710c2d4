package dev.coro.rt;

import org.jspecify.annotations.Nullable;

/**
 * Heap copy of one activation of a suspendable method. The shapes in {@link Frames} add the slots.
 */
public abstract class SavedFrame {
  /**
   * Where to resume, as the resume body dispatches on it: {@link #point} in the low 16 bits, {@link
   * #stamp} in the high ones. Everybody else reads those two.
   */
  public int state;

  /** The body that can run this activation on. */
  public final ResumeBody body;

  /** Saved frame of the logical caller; null for the outermost activation of a continuation. */
  public @Nullable SavedFrame caller;

  /**
   * Creates the saved frame of an activation that is unwinding for the first time and links it
   * behind the frames saved so far.
   */
  @SuppressWarnings("this-escape") // It is only linked; nobody looks into it before it is filled.
  protected SavedFrame(int state, ResumeBody body, ContinuationState continuation) {
    this.state = state;
    this.body = body;
    continuation.push(this);
  }

  /** Number of the suspension point to resume behind, from 1. */
  public final int point() {
    return state & 0xFFFF;
  }

  /**
   * Stamp of the version of the method that saved this frame, in 16 bits; 0 for frames of the
   * runtime. When a class is redefined, a changed method has another stamp, and what its {@link
   * ResumeBodyOf} says of points then does not apply to this frame.
   */
  public final int stamp() {
    return state >>> 16;
  }

  /** Links this frame again, for an activation that was resumed and now suspends again. */
  public final void suspendAgain(int state, ContinuationState continuation) {
    this.state = state;
    continuation.push(this);
  }

  /**
   * Notes that the activation releases monitors, which it takes again when it is resumed.
   *
   * @param count how many
   */
  public final void holdsMonitors(int count, ContinuationState continuation) {
    continuation.heldMonitors().addHolder(this, count);
  }
}
