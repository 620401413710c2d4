package dev.coro;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread of all watchdogs and time slices. It begins with the first carrier that has one, and
 * ends when no such carrier lives.
 */
final class WatchdogThread {
  private static final Object LOCK = new Object();

  private static boolean runs;

  private WatchdogThread() {}

  /** Has the watchdogs of {@link LiveCarriers}, to which one was added, look from now on. */
  static void serve() {
    synchronized (LOCK) {
      if (!runs) {
        Thread thread = new Thread(WatchdogThread::watch, "coro-watchdog");
        thread.setDaemon(true);
        thread.start();
        runs = true;
      }
    }
  }

  private static void watch() {
    while (true) {
      long pauseNanos = look();
      if (pauseNanos == Long.MAX_VALUE && ends()) {
        return;
      }
      LockSupport.parkNanos(WatchdogThread.class, pauseNanos);
      boolean unused = Thread.interrupted(); // Nobody's business: it would turn pauses to spinning.
    }
  }

  /** Nobody is watched: whoever comes now finds this thread running, or starts another. */
  private static boolean ends() {
    synchronized (LOCK) {
      runs = look() != Long.MAX_VALUE;
      return !runs;
    }
  }

  /** Looks at all carriers; returns how soon to do so again, or MAX_VALUE if none is watched. */
  private static long look() {
    long soonestNanos = Long.MAX_VALUE;
    for (EventLoop loop : LiveCarriers.all()) {
      SliceWatch watch = loop.observation.watch();
      if (watch != null) {
        watch.look(System.nanoTime());
        soonestNanos = Math.min(soonestNanos, watch.pauseNanos());
      }
      TimeSlices slices = loop.observation.slices();
      if (slices != null) {
        slices.look();
        soonestNanos = Math.min(soonestNanos, slices.pauseNanos());
      }
    }
    return soonestNanos;
  }
}
