package dev.coro;

/** The clock of a carrier. All methods are called on the carrier's thread. */
public interface TimeSource {
  /** The clock of the machine, {@link System#nanoTime}. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public boolean skipTo(long nanoTime) {
          return false;
        }
      };

  /**
   * The time in nanoseconds since some moment. It may overflow: only differences mean something.
   */
  long nanoTime();

  /**
   * Called when nothing can run before {@code nanoTime}, when the next timer is due. A clock of
   * virtual time jumps there; another returns false, and the carrier waits.
   *
   * @return whether it is that time now
   */
  boolean skipTo(long nanoTime);
}
