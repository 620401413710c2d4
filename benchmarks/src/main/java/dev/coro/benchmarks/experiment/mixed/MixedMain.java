package dev.coro.benchmarks.experiment.mixed;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Has tasks wait and others compute for a while; tells how late the waiting ones were. */
final class MixedMain {
  /** How long a step of the computing ones takes, or a slice. */
  static final int STEP_MILLIS = 10;

  static final int WAITING = 8;
  static final int COMPUTING = 2;
  static final int PAUSE_MILLIS = 5;

  /** What happens at first is not counted. */
  static final int SETTLING_MILLIS = 100;

  private static final long PAUSE_NANOS = Duration.ofMillis(PAUSE_MILLIS).toNanos();
  private static final long LONGEST_MICROS = 60_000_000;
  private static final int WOKEN_IN_A_ROW = 64;

  private static final int WARM_UP_UNITS = 20;

  private final Histogram lateMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final long settled;
  private final long end;
  private long units;
  private long steps;

  private MixedMain(long nanos) {
    settled = System.nanoTime() + Duration.ofMillis(SETTLING_MILLIS).toNanos();
    end = settled + nanos;
  }

  /**
   * Prints a line for each round: lateness in microseconds, then units in a second and their sum.
   */
  public static void main(String[] arguments) throws InterruptedException {
    MixedWay way = MixedWay.valueOf(arguments[0]);
    long nanos = Duration.ofMillis(Long.parseLong(arguments[1])).toNanos();
    int rounds = Integer.parseInt(arguments[2]);
    MixedMain warmUp = new MixedMain(nanos / 4);
    for (int i = 0; i < WARM_UP_UNITS; i++) {
      warmUp.addUnit(Work.unit());
    }
    warmUp.run(way);
    for (int i = 0; i < rounds; i++) {
      long began = System.nanoTime();
      MixedMain round = new MixedMain(nanos);
      round.run(way);
      System.out.println(round.line((System.nanoTime() - began) / 1e9));
    }
  }

  private String line(double seconds) {
    return String.format(
        Locale.ROOT,
        "%d %d %d %.3f %d",
        lateMicros.getValueAtPercentile(50),
        lateMicros.getValueAtPercentile(99),
        lateMicros.getMaxValue(),
        units / seconds,
        steps / Math.max(1, units));
  }

  private void run(MixedWay way) throws InterruptedException {
    switch (way) {
      case THREADS -> runThreads(Thread::new, false);
      case VIRTUAL_THREADS -> runThreads(VirtualThreads.factory().orElseThrow(), true);
      case GREEDY, SLICES -> runCoroutines(CarrierSettings.named("mixed"), false);
      case FIFO -> runCoroutines(CarrierSettings.named("mixed"), true);
      case PRIORITY ->
          runCoroutines(CarrierSettings.named("mixed").withWakeUpsFirst(WOKEN_IN_A_ROW), true);
    }
  }

  // ---- threads

  private void runThreads(ThreadFactory factory, boolean yields) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < COMPUTING; i++) {
      threads.add(factory.newThread(() -> computeOnThread(yields)));
    }
    for (int i = 0; i < WAITING; i++) {
      threads.add(factory.newThread(this::waitOnThread));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // virtual threads are not preempted
  private void computeOnThread(boolean yields) {
    while (System.nanoTime() - end < 0) {
      addUnit(Work.unit());
      if (yields) {
        Thread.yield();
      }
    }
  }

  private void waitOnThread() {
    while (System.nanoTime() - end < 0) {
      long due = System.nanoTime() + PAUSE_NANOS;
      for (long left = PAUSE_NANOS; left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      late(System.nanoTime() - due);
    }
  }

  private synchronized void addUnit(long sum) {
    units++;
    steps += sum;
  }

  private void late(long nanos) {
    if (System.nanoTime() - settled < 0) {
      return; // A coroutine that has just begun may have a slice before it is known to compute.
    }
    lateMicros.recordValue(Math.min(LONGEST_MICROS, nanos / 1000));
  }

  // ---- coroutines

  private void runCoroutines(CarrierSettings settings, boolean yields) {
    Carrier.run(
        settings,
        () -> {
          for (int i = 0; i < WAITING; i++) {
            Coroutine.start(this::waitInCoroutine);
          }
          for (int i = 0; i < COMPUTING; i++) {
            Coroutine.start(() -> computeInCoroutine(yields));
          }
        });
  }

  @Suspendable
  private void computeInCoroutine(boolean yields) {
    while (System.nanoTime() - end < 0) {
      addUnit(Work.unit());
      if (yields) {
        Coroutine.yieldNow();
      }
    }
  }

  @Suspendable
  private void waitInCoroutine() {
    while (System.nanoTime() - end < 0) {
      long due = System.nanoTime() + PAUSE_NANOS;
      Coroutine.sleep(Duration.ofNanos(PAUSE_NANOS));
      late(System.nanoTime() - due);
    }
  }
}
