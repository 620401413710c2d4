package dev.coro;

import dev.coro.internal.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Carrier} behaves. Start from {@link #named} and change what is to be different.
 *
 * @param name of the carrier and, if it has one of its own, of its thread
 * @param failureHandler is told of failures that nobody joined
 * @param timeSource its clock
 * @param order which coroutine runs next; null for first come, first served
 * @param wakeUpsInARow how many coroutines that a timer, another thread or I/O has woken may run
 *     before one of the others gets its turn; 0 to make no difference between them
 * @param seed where the random numbers begin with which {@link Select} is fair
 * @param watchdog names coroutines that keep the carrier for too long; null for the one of the
 *     system property {@code coro.watchdog}, if it is set
 * @param slice how long a coroutine may compute in methods that are {@linkplain
 *     Suspendable#preemptible preemptible} before others get their turn; null for that of the
 *     system property {@code coro.slice}, or 10 ms
 */
public record CarrierSettings(
    String name,
    Carrier.FailureHandler failureHandler,
    TimeSource timeSource,
    @Nullable RunOrder order,
    int wakeUpsInARow,
    long seed,
    @Nullable Watchdog watchdog,
    @Nullable Duration slice) {
  /** Checks the values. */
  public CarrierSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(failureHandler, "failureHandler");
    Objects.requireNonNull(timeSource, "timeSource");
    if (wakeUpsInARow < 0) {
      throw new IllegalArgumentException(
          ErrorCode.TOO_SMALL.message("wakeUpsInARow", wakeUpsInARow, 0));
    }
    if (slice != null) {
      TimeSlices.check("the time slice of carrier '" + name + "'", slice);
    }
  }

  /**
   * The usual settings: first come, first served, on the clock of the machine; failures that nobody
   * joined are logged with {@link System.Logger} {@code dev.coro}.
   */
  public static CarrierSettings named(String name) {
    return new CarrierSettings(
        name, UnjoinedFailures::log, TimeSource.SYSTEM, null, 0, 1, null, null);
  }

  /** With another name. */
  public CarrierSettings withName(String newName) {
    return new CarrierSettings(
        newName, failureHandler, timeSource, order, wakeUpsInARow, seed, watchdog, slice);
  }

  /** With another handler of failures that nobody joined. */
  public CarrierSettings withFailureHandler(Carrier.FailureHandler handler) {
    return new CarrierSettings(
        name, handler, timeSource, order, wakeUpsInARow, seed, watchdog, slice);
  }

  /** With another clock. */
  public CarrierSettings withTimeSource(TimeSource clock) {
    return new CarrierSettings(
        name, failureHandler, clock, order, wakeUpsInARow, seed, watchdog, slice);
  }

  /** With another order. Coroutines are then not told apart by what has woken them. */
  public CarrierSettings withOrder(RunOrder newOrder) {
    Objects.requireNonNull(newOrder, "newOrder");
    return new CarrierSettings(
        name, failureHandler, timeSource, newOrder, 0, seed, watchdog, slice);
  }

  /** With other random numbers for {@link Select}; without this, all carriers have the same. */
  public CarrierSettings withSeed(long newSeed) {
    return new CarrierSettings(
        name, failureHandler, timeSource, order, wakeUpsInARow, newSeed, watchdog, slice);
  }

  /**
   * Has coroutines that were woken by a timer, another thread or I/O go before those that are ready
   * because they yielded or because another coroutine has woken them: for carriers that also
   * compute.
   *
   * @param inARow after so many of them one of the others gets its turn, so that none starves
   * @throws IllegalArgumentException if it is less than 1 (CO239)
   */
  public CarrierSettings withWakeUpsFirst(int inARow) {
    if (inARow < 1) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("inARow", inARow, 1));
    }
    return new CarrierSettings(
        name, failureHandler, timeSource, null, inARow, seed, watchdog, slice);
  }

  /**
   * Has coroutines named in the log that keep the carrier for longer than {@code limit} without
   * suspending; see {@link Watchdog}.
   *
   * @throws IllegalArgumentException if {@code limit} is not positive (CO268)
   */
  public CarrierSettings withWatchdog(Duration limit) {
    return withWatchdog(Watchdog.logging(limit));
  }

  /** As {@link #withWatchdog(Duration)}, with a listener instead of the log. */
  public CarrierSettings withWatchdog(Watchdog newWatchdog) {
    Objects.requireNonNull(newWatchdog, "newWatchdog");
    return new CarrierSettings(
        name, failureHandler, timeSource, order, wakeUpsInARow, seed, newWatchdog, slice);
  }

  /**
   * With another time slice for code that is {@linkplain Suspendable#preemptible preemptible}. A
   * coroutine is preempted once it has run for between half of it and all of it.
   *
   * @throws IllegalArgumentException if it is shorter than 1 ms or longer than 10 s (CO283)
   */
  public CarrierSettings withSlice(Duration newSlice) {
    Objects.requireNonNull(newSlice, "newSlice");
    return new CarrierSettings(
        name, failureHandler, timeSource, order, wakeUpsInARow, seed, watchdog, newSlice);
  }
}
