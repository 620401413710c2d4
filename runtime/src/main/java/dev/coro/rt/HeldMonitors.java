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

  /** Of each holder, how many monitors the activations outside of it hold. */
  private int[] outside = new int[2];

  private int holderCount;

  /**
   * The holder that was taken last, unless there was none; {@link #outside} still has its entry.
   */
  private @Nullable SavedFrame taken;

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  Object get(int index) {
    return java.util.Objects.requireNonNull(monitors[index]);
  }

  /** The innermost saved frame that holds monitors; null while none is saved. */
  @Nullable SavedFrame innermostHolder() {
    return holderCount == 0 ? null : holders[0];
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
      outside = Arrays.copyOf(outside, count * 2);
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
    clearHolders();
  }

  private void clearHolders() {
    Arrays.fill(holders, 0, holderCount, null);
    holderCount = 0;
    taken = null;
  }

  /**
   * Notes a saved frame that releases its monitors and will take them again.
   *
   * @param monitorCount how many of them the frame itself holds
   */
  void addHolder(SavedFrame frame, int monitorCount) {
    int inside = holderCount == 0 ? count : outside[holderCount - 1];
    outside[holderCount] = inside - monitorCount;
    holders[holderCount++] = frame;
    taken = null;
  }

  /** Takes the outermost of the frames that hold monitors; null if there is none left. */
  @Nullable SavedFrame takeOutermostHolder() {
    if (holderCount == 0) {
      taken = null;
      return null;
    }
    SavedFrame frame = holders[--holderCount];
    holders[holderCount] = null;
    taken = frame;
    return frame;
  }

  /**
   * Forgets what a frame that was to be resumed holds, and what its callees hold, which are lost
   * with it: they were not resumed yet if the frame holds anything.
   */
  void forget(SavedFrame lost) {
    if (lost != taken) {
      return;
    }
    int remaining = outside[holderCount];
    Arrays.fill(monitors, remaining, count, null);
    count = remaining;
    clearHolders();
  }
}
