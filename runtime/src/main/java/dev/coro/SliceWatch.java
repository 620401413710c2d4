package dev.coro;

import dev.coro.rt.RunningStack;
import java.time.Duration;
import java.util.List;

/** What the watchdog of one carrier has seen of it. Used by the thread of the watchdogs only. */
final class SliceWatch {
  /** Looks at a carrier within its limit, which is how exact the report is. */
  private static final int LOOKS = 4;

  private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

  private final EventLoop loop;
  private final Watchdog watchdog;
  private final long limitNanos;

  /** The slice at the last look. */
  private long seen;

  /** When that slice was seen first. */
  private long sinceNanos;

  private boolean reported;

  SliceWatch(EventLoop loop, Watchdog watchdog) {
    this.loop = loop;
    this.watchdog = watchdog;
    limitNanos = EventLoop.nanosOf(watchdog.limit());
  }

  /** How soon to look again. */
  long pauseNanos() {
    return Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, limitNanos / LOOKS));
  }

  /** Looks at the carrier. */
  void look(long nowNanos) {
    long slice = loop.observation.slice();
    if (slice != seen) {
      seen = slice;
      sinceNanos = nowNanos;
      reported = false;
    } else if ((slice & 1) != 0 && !reported && nowNanos - sinceNanos >= limitNanos) {
      report(nowNanos - sinceNanos);
    }
  }

  private void report(long nanos) {
    CoroutineContinuation coroutine = loop.observation.running(seen);
    Thread thread = loop.owner();
    if (coroutine == null || thread == null) {
      return; // It has ended since: who is not there any more cannot be helped.
    }
    reported = true;
    List<StackTraceElement> stack = RunningStack.of(thread, coroutine);
    if (loop.observation.slice() != seen) {
      stack = List.of(); // That of another slice, perhaps.
    }
    watchdog.report(
        new Watchdog.SlowStep(
            loop.name,
            thread.getName(),
            coroutine.coroutine.name(),
            Duration.ofNanos(nanos),
            stack));
  }
}
