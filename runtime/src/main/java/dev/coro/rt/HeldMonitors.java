package dev.coro.rt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The monitors that the activations of one continuation hold, and, while it is suspended, which of
 * its saved frames have to take them again.
 *
 * <p>Used by the thread that runs the continuation only.
 */
final class HeldMonitors {
  /** Objects in the order in which they were entered; an object stands there once for each time. */
  private @Nullable Object[] monitors = new Object[2];

  private int count;

  /**
   * Saved frames that hold monitors, innermost first: the order in which they unwind. Never more
   * than there are monitors, so that adding one needs no memory.
   */
  private @Nullable SavedFrame[] holders = new SavedFrame[2];

  private int holderCount;

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  Object get(int index) {
    return java.util.Objects.requireNonNull(monitors[index]);
  }

  boolean contains(Object monitor) {
    for (int i = count - 1; i >= 0; i--) {
      if (monitors[i] == monitor) {
        return true;
      }
    }
    return false;
  }

  /** Notes that a monitor was entered. */
  void entered(Object monitor) {
    if (count == monitors.length) {
      holders = Arrays.copyOf(holders, count * 2);
      monitors = Arrays.copyOf(monitors, count * 2);
    }
    monitors[count++] = monitor;
  }

  /** Notes that a monitor was left. */
  void left(Object monitor) {
    for (int i = count - 1; i >= 0; i--) {
      if (monitors[i] == monitor) {
        System.arraycopy(monitors, i + 1, monitors, i, count - i - 1);
        monitors[--count] = null;
        return;
      }
    }
  }

  /** Forgets everything: the continuation has ended. */
  void clear() {
    Arrays.fill(monitors, 0, count, null);
    count = 0;
    Arrays.fill(holders, 0, holderCount, null);
    holderCount = 0;
  }

  /** Notes a saved frame that has released its monitors and will take them again. */
  void addHolder(SavedFrame frame) {
    holders[holderCount++] = frame;
  }

  /** Takes the outermost of the frames that hold monitors; null if there is none left. */
  @Nullable SavedFrame takeOutermostHolder() {
    if (holderCount == 0) {
      return null;
    }
    SavedFrame frame = holders[--holderCount];
    holders[holderCount] = null;
    return frame;
  }
}
