package dev.coro;

import dev.coro.internal.IoPoller;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs an event loop as the guest of a single-threaded executor: round by round, each a task of
 * that executor, so that its other tasks get their turns in between.
 *
 * <p>Wake-ups coalesce: at most one round is scheduled at a time. Timers are a matter of one thread
 * for the whole process, which does nothing but schedule rounds.
 */
final class GuestRounds implements Runnable {
  /** Schedules rounds when timers are due. */
  private static final class Alarms {
    static final ScheduledExecutorService CLOCK =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "coro-guest-timers");
              thread.setDaemon(true);
              return thread;
            });

    private Alarms() {}
  }

  private final EventLoop loop;
  private final Executor host;

  /** Called once, when the loop has ended, with what has ended it early. */
  private final EndHandler whenEnded;

  /** Whether a round will run that has not begun. */
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** The next round because of a timer. Used by the host's thread only. */
  private @Nullable ScheduledFuture<?> alarm;

  private boolean ended;

  /** Waits for I/O; null before the first. Used by the host's thread only. */
  private @Nullable GuestSelection selection;

  /** Is told of the end. */
  interface EndHandler {
    /** Called on the host's thread. */
    void ended(@Nullable Throwable early);
  }

  GuestRounds(EventLoop loop, Executor host, EndHandler whenEnded) {
    this.loop = loop;
    this.host = host;
    this.whenEnded = whenEnded;
  }

  /** Has another thread wait for I/O from now on. */
  void selectElsewhere(IoPoller poller) {
    selection = new GuestSelection(poller, this, loop.name);
  }

  /** Has a round run soon. Any thread. */
  void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        host.execute(this);
      } catch (Throwable t) {
        scheduled.set(false); // A host that is only full for now is asked again.
        throw t;
      }
    }
  }

  @Override
  public void run() {
    // Not later: what comes during this round may come too late for it.
    scheduled.set(false);
    if (ended) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    long nanos;
    try {
      nanos = loop.runAsGuest();
    } catch (Throwable t) {
      end(t);
      return;
    }
    if (nanos == EventLoop.ENDED) {
      end(null);
    } else if (nanos == 0) {
      schedule();
    } else {
      awaitNext(nanos);
    }
  }

  private void awaitNext(long nanos) {
    if (selection != null) {
      selection.lend();
    }
    if (nanos != EventLoop.UNTIL_WOKEN) {
      alarm = Alarms.CLOCK.schedule(this::schedule, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void end(@Nullable Throwable early) {
    ended = true;
    if (selection != null) {
      selection.end();
      loop.closeIo();
    }
    loop.leave();
    whenEnded.ended(early);
  }
}
