package dev.coro;

import dev.coro.internal.jfr.CoroutineFacts;
import dev.coro.internal.jfr.FlightRecording;
import dev.coro.internal.jfr.RecordedParks;
import dev.coro.rt.PreemptionUse;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a watchdog, time slices and the flight recorder see of one carrier. While none looks, slices
 * run without it, and all it costs is the question, once in each round of the event loop.
 *
 * <p>Used by the thread of the carrier, but for {@link #slice} and {@link #running}.
 */
final class CarrierObservation {
  private static final VarHandle SLICE;

  static {
    PreemptionUse.whenBegun(WatchdogThread::serve);
    try {
      SLICE = MethodHandles.lookup().findVarHandle(CarrierObservation.class, "slice", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Packages whose activations do not tell where a program is. */
  private static final Set<String> RUNTIME =
      Set.of(
          "dev.coro",
          "dev.coro.bridge",
          "dev.coro.internal",
          "dev.coro.net",
          "dev.coro.rt",
          "dev.coro.stream",
          "dev.coro.sync",
          "dev.coro.testing");

  private final EventLoop loop;

  /** Null without a watchdog. */
  private final @Nullable SliceWatch watch;

  /** Null if the clock is not that of the machine: then nothing may depend on real time. */
  private final @Nullable TimeSlices slices;

  /** Twice the number of slices that were observed, and one more while another runs. */
  private long slice;

  /** Which coroutine runs while {@code slice} is odd. */
  private @Nullable CoroutineContinuation running;

  /** Null while nothing records. */
  private @Nullable RecordedParks parks;

  CarrierObservation(EventLoop loop, CarrierSettings settings) {
    this.loop = loop;
    Watchdog own = settings.watchdog();
    Watchdog watchdog = own == null ? Watchdog.ofProperty() : own;
    watch = watchdog == null ? null : new SliceWatch(loop, watchdog);
    slices =
        settings.timeSource() == TimeSource.SYSTEM ? new TimeSlices(loop, settings.slice()) : null;
  }

  /** The carrier exists. */
  void begin() {
    if (watch != null || slices() != null) {
      WatchdogThread.serve();
    }
  }

  /** The carrier has ended. */
  void end() {
    if (slices != null) {
      slices.end();
    }
  }

  /** What the thread of the watchdogs needs; null without a watchdog. */
  @Nullable SliceWatch watch() {
    return watch;
  }

  /** The time slices; null if no coroutine of the carrier is preempted. */
  @Nullable TimeSlices slices() {
    return PreemptionUse.hasBegun() ? slices : null;
  }

  // ---- slices

  /** Whether the slices of the coming round are to be run by {@link #runSlice}. */
  boolean isWanted() {
    boolean recorded = FlightRecording.isOn();
    if (!recorded) {
      parks = null; // Their ends will not be told.
    }
    return recorded || watch != null || slices() != null;
  }

  /** Runs a slice of {@code coroutine}. */
  void runSlice(CoroutineContinuation coroutine) {
    long number = slice + 1;
    running = coroutine;
    SLICE.setRelease(this, number);
    Object event = FlightRecording.isOn() ? FlightRecording.beginStep() : null;
    try {
      coroutine.runSlice();
    } finally {
      SLICE.setRelease(this, number + 1);
      running = null;
      if (event != null) {
        FlightRecording.endStep(event, () -> facts(coroutine));
      }
    }
  }

  /** A number that is odd while a slice runs, and differs for any two slices. Any thread. */
  long slice() {
    return (long) SLICE.getAcquire(this);
  }

  /** The coroutine of that slice; null if it has ended. Any thread. */
  @Nullable CoroutineContinuation running(long number) {
    CoroutineContinuation seen = running;
    VarHandle.acquireFence();
    return slice() == number ? seen : null;
  }

  // ---- parks

  /** The coroutine has parked. */
  void parked(CoroutineContinuation coroutine) {
    try {
      if (parks == null) {
        parks = new RecordedParks();
      }
      parks.begin(coroutine);
    } catch (OutOfMemoryError e) {
      // It is parked all the same, and must be able to say so: one event less.
    }
  }

  /** The coroutine, if it was parked, is about to be ready. */
  void woken(CoroutineContinuation coroutine) {
    RecordedParks known = parks;
    if (known != null) {
      try {
        known.end(coroutine, () -> facts(coroutine));
      } catch (OutOfMemoryError e) {
        // Whoever wakes it must not fail because of an event.
      }
    }
  }

  private CoroutineFacts facts(CoroutineContinuation coroutine) {
    return new CoroutineFacts(
        coroutine.coroutine.name(), loop.name, coroutine.waitsFor(), place(coroutine));
  }

  /** Where it is suspended: the innermost activation that is not part of coro. */
  private static String place(CoroutineContinuation coroutine) {
    List<StackTraceElement> stack = coroutine.logicalStack();
    for (StackTraceElement row : stack) {
      String type = row.getClassName();
      if (!RUNTIME.contains(type.substring(0, Math.max(0, type.lastIndexOf('.'))))) {
        return row.toString();
      }
    }
    return stack.isEmpty() ? "" : stack.get(0).toString();
  }
}
