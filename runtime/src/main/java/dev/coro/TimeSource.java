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

  /**
   * Called when the carrier has waited, because {@code skipTo} returned false or was not asked: it
   * is not while coroutines wait for what other threads may bring. A clock of virtual time would
   * stand still then for ever, so it adds up what was waited, and goes to the deadline when that is
   * enough. Other clocks need not do anything.
   *
   * @param nanos how long, in real time; 0 if no timer was set, since nothing comes nearer then
   * @param deadlineNanos when the next timer is due, on this clock; far ahead if there is none
   */
  default void waited(long nanos, long deadlineNanos) {}
}
