package dev.coro;

import dev.coro.internal.IoPoller;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How the owner of an event loop waits while there is nothing to do, and is woken: in the selector
 * once there is I/O, else parked.
 *
 * <p>Used by the owner, but for {@link #wake}.
 */
final class OwnerWait {
  private final EventLoop loop;

  /** Whether the owner waits or is about to. */
  private volatile boolean idle;

  /** Whether the owner was interrupted while it waited, and nobody has been shown yet. */
  private boolean interrupted;

  /** Null before the first I/O. Who sees {@code idle} sees what the owner is going to wait in. */
  private @Nullable IoPoller poller;

  OwnerWait(EventLoop loop) {
    this.loop = loop;
  }

  /** Opened for the first who asks. */
  IoPoller poller() throws IOException {
    IoPoller known = poller;
    if (known == null) {
      known = new IoPoller(loop);
      poller = known;
      loop.ioBegins(known);
    }
    return known;
  }

  /** Null before the first I/O. */
  @Nullable IoPoller pollerIfOpen() {
    return poller;
  }

  /**
   * To be called in front of the last look for something to do. A pending interrupt would keep the
   * thread from waiting, so it is set aside until a coroutine or the caller can find it. Not
   * sooner: interrupting oneself makes the next wait return at once, too, and waiting would turn
   * into spinning.
   */
  void prepare() {
    interrupted |= Thread.interrupted();
    idle = true;
  }

  /**
   * Waits at most once; coming back early is harmless.
   *
   * @param nanos how long; {@link EventLoop#UNTIL_WOKEN} for no limit
   */
  void await(long nanos) {
    IoPoller known = poller;
    if (known != null) {
      known.await(nanos);
    } else if (nanos == EventLoop.UNTIL_WOKEN) {
      LockSupport.park(loop);
    } else {
      LockSupport.parkNanos(loop, nanos);
    }
  }

  /** To be called behind the wait, or in place of it. */
  void over() {
    idle = false;
  }

  /** Ends the wait of {@code owner}, which has something to do. Any thread. */
  void wake(@Nullable Thread owner) {
    if (idle) {
      IoPoller known = poller;
      if (known != null) {
        known.wakeUp();
      } else {
        LockSupport.unpark(owner);
      }
    }
  }

  /** Whether the owner waits or is about to. Any thread. */
  boolean isIdle() {
    return idle;
  }

  /** Shows the owner's thread an interrupt that was set aside. */
  void restoreInterrupt() {
    if (interrupted) {
      interrupted = false;
      Thread.currentThread().interrupt();
    }
  }

  /** The loop has ended: closes what it had for I/O. */
  void close() {
    IoPoller known = poller;
    if (known != null) {
      known.close();
    }
  }
}
