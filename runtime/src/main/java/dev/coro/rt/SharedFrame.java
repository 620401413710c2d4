package dev.coro.rt;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a saved frame, and its callers, that several continuations have in common: those that
 * were forked. Whoever is about to resume it resumes a copy, whose caller is shared still. So a
 * fork costs the same at every depth, and a frame that is never reached is never copied.
 *
 * <p>Invariant: nobody resumes {@link #original}, so neither it nor its callers ever change.
 */
final class SharedFrame extends SavedFrame {
  private static final ResumeBody NEVER =
      (frame, continuation) -> {
        throw new IllegalStateException("a shared frame was resumed");
      };

  private final SavedFrame original;

  /** Shares {@code original}, which is not shared yet. */
  SharedFrame(SavedFrame original) {
    super(NEVER);
    this.original = original;
  }

  /** A copy that one continuation may resume. */
  SavedFrame own() {
    SavedFrame copy = original.copy();
    SavedFrame outer = copy.caller;
    if (outer != null && !(outer instanceof SharedFrame)) {
      copy.caller = new SharedFrame(outer);
    }
    return copy;
  }

  /** The frame that {@code frame} stands for: to be read, not to be resumed. */
  static @Nullable SavedFrame behind(@Nullable SavedFrame frame) {
    return frame instanceof SharedFrame shared ? shared.original : frame;
  }
}
