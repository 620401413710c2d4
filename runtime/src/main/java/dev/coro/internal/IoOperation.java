package dev.coro.internal;

import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a channel in one direction: read, write, accept, connect. One object serves all
 * operations of its kind on its channel, one at a time, so that none of them allocates anything.
 *
 * <p>An operation is tried at once. If it would have to block, the coroutine parks, and the poller
 * tries again whenever the channel is ready ({@link #proceed}): the coroutine goes on when all is
 * done, with the result.
 *
 * <pre>{@code
 * int read(ByteBuffer target) throws IOException {
 *   IoParty party = begin();
 *   this.target = target;
 *   return (int) run(party); // returns at once behind what suspends
 * }
 * }</pre>
 */
@NotInstrumented
public abstract class IoOperation {
  /** In place of a result: it would have to block. */
  protected static final long PENDING = Long.MIN_VALUE;

  private final IoHandle handle;

  /** What it waits for: a bit of {@link java.nio.channels.SelectionKey}. */
  final int interest;

  /** Who waits; null if nobody does. */
  private @Nullable IoParty waiter;

  /** Whether an attempt is not worth its system call: the one before has found the end of it. */
  private boolean exhausted;

  /** An operation that waits until its channel is ready for {@code interest}. */
  protected IoOperation(IoHandle handle, int interest) {
    this.handle = handle;
    this.interest = interest;
  }

  // ---- what an operation consists of

  /**
   * Does as much as is possible without blocking, and limited.
   *
   * @return the result, or {@link #PENDING} if there is more to do
   */
  protected abstract long attempt() throws IOException;

  /** Drops all references that {@link #attempt} has needed. */
  protected abstract void forget();

  /** Gives the result of {@link #attempt} to the coroutine that has waited for it. */
  protected void deliver(IoParty party, long result) {
    party.ioReturned(result);
  }

  /** Notes whether an attempt has left nothing to take, so that the next had better wait. */
  protected final void exhausted(boolean now) {
    exhausted = now;
  }

  // ---- for the coroutine

  /**
   * To be called before anything is changed. Never suspends; a cancellation point.
   *
   * @return the calling coroutine
   * @throws IllegalStateException if another coroutine is in this operation (CO271), or if the
   *     channel belongs to another carrier (CO270)
   * @throws java.nio.channels.ClosedChannelException if the channel is closed (CO273)
   */
  protected final IoParty begin() throws IOException {
    IoParty party = IoParty.enclosing(CurrentContinuation.get());
    if (party == null) {
      throw Diagnosis.outside(toString(), "coroutine", "Carrier.run(...)");
    }
    if (party.isCancelled()) {
      throw party.cancellation();
    }
    handle.enter(party);
    if (waiter != null) {
      throw new IllegalStateException(
          ErrorCode.SOCKET_BUSY.message(party.partyName(), this, waiter.partyName()));
    }
    return party;
  }

  /**
   * Does it; suspends while it would block, and the caller returns at once behind this.
   *
   * @param party what {@link #begin} has returned
   */
  @Suspendable
  protected final long run(IoParty party) throws IOException {
    try {
      boolean skipped = exhausted || !handle.poller().mayGoOn(party);
      long result = skipped ? PENDING : attempt();
      if (result == PENDING) {
        NotSuspendableException inTheWay = park(party);
        if (inTheWay == null) {
          return 0;
        }
        // It need not suspend if it can be done now.
        result = skipped ? attempt() : PENDING;
        if (result == PENDING) {
          throw inTheWay;
        }
      }
      forget();
      return result;
    } catch (Throwable t) {
      forget();
      throw t;
    }
  }

  /** Begins to suspend; what has kept it from doing so, or null. */
  private @Nullable NotSuspendableException park(IoParty party) {
    // First, since it might fail; too much interest does no harm.
    handle.want(this);
    boolean parked = false;
    try {
      party.parkForIo(CurrentContinuation.get(), this);
      parked = true;
    } catch (NotSuspendableException e) {
      return e;
    } finally {
      if (!parked) {
        handle.unwant(this);
      }
    }
    waiter = party;
    handle.poller().begun();
    return null;
  }

  // ---- for the poller, and who ends the wait otherwise

  /** Goes on with what somebody waits for. */
  void proceed() {
    IoParty party = waiter;
    if (party == null) {
      return;
    }
    long result;
    try {
      result = attempt();
    } catch (Throwable t) {
      fail(t);
      return;
    }
    if (result != PENDING) {
      settle();
      deliver(party, result);
    }
  }

  /** Has what somebody waits for fail. */
  void fail(Throwable thrown) {
    IoParty party = waiter;
    if (party != null) {
      settle();
      party.ioFailed(thrown);
    }
  }

  /** The one who waits was cancelled. For coroutines only. */
  public final void abandon() {
    settle();
  }

  private void settle() {
    waiter = null;
    forget();
    handle.unwant(this);
    handle.poller().ended();
  }

  /** Who waits, for messages. */
  final String waiterName() {
    IoParty party = waiter;
    return party == null ? "nobody" : party.partyName();
  }

  /** The channel, for messages. */
  protected final IoHandle handle() {
    return handle;
  }

  /** What it does, for messages: "reading from ...", as what somebody waits for. */
  @Override
  public abstract String toString();
}
