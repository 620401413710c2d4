package dev.coro.rt;

import org.jspecify.annotations.Nullable;

/**
 * Heap copy of one activation of a suspendable method. The shapes in {@link Frames} add the slots.
 */
public abstract class SavedFrame implements Cloneable {
  /**
   * Where to resume, as the resume body dispatches on it: {@link #point} in the low 16 bits, {@link
   * #stamp} in the high ones. Everybody else reads those two.
   */
  public int state;

  /** The body that can run this activation on. */
  public final ResumeBody body;

  /** Saved frame of the logical caller; null for the outermost activation of a continuation. */
  public @Nullable SavedFrame caller;

  /** Creates a saved frame, which is to be {@linkplain #link linked} when it is filled. */
  protected SavedFrame(ResumeBody body) {
    this.body = body;
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

  /**
   * Links this frame behind those saved so far.
   *
   * @param newState what to resume at. In a frame that was linked before its stamp may be missing:
   *     the activation is one of the same version of the method
   */
  public final void link(int newState, ContinuationState continuation) {
    state = (state & ~0xFFFF) | newState;
    continuation.push(this);
  }

  /** A frame with the same slots, state and caller; what references lead to is shared. */
  SavedFrame copy() {
    try {
      return (SavedFrame) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
