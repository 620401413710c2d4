package dev.coro.internal;

/** A carrier's event loop, as what waits for I/O and for points in time sees it. */
public interface CarrierLoop {
  /** Name of the carrier. Any thread. */
  String carrierName();

  /** Runs something that must not fail on the carrier's thread: now if called there. Any thread. */
  void execute(Runnable message);

  /** The time, on the clock of the carrier's timers. */
  long nanoTime();

  /** Has {@code timer} fire when it is due. On the carrier's thread. */
  void schedule(Timer timer);
}
