package dev.coro.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The selector of one carrier: it tells operations that wait when their channels are ready, and
 * they then do on the carrier's thread what they could not do at once.
 *
 * <p>The event loop calls {@link #poll} in each of its rounds, and {@link #await} where it would
 * park its thread otherwise. Interest in a channel is registered when an operation has to wait, and
 * what a channel is ready for while nobody waits is not asked for again ({@link IoHandle#ready}).
 *
 * <p><b>Guests.</b> The thread of a host must not wait. There another thread is lent the selector
 * ({@link #lend}): it only waits, and gives the selector back ({@link #giveBack}) before it has a
 * round run, which then polls. While it is lent, the host's thread changes interests, which is
 * allowed at any time, and wakes that thread so that it takes notice.
 *
 * <p>Used by the carrier's thread, but for what is said to be for others.
 */
public final class IoPoller {
  /** Operations of one coroutine that may go on in a row without a wait. */
  private static final int MOST_IN_A_ROW = 64;

  private static final String SOMEBODY = "who has closed the channel";

  private final CarrierLoop loop;
  private final Selector selector = Selector.open();
  private final Consumer<SelectionKey> dispatch = IoPoller::dispatch;

  /** Hears of it when others close channels that are borrowed. */
  private final CloseNotice notice = new CloseNotice(selector.provider());

  /** Borrowed channels that were closed by what {@link #select} has called. */
  private final List<IoHandle> closedMeanwhile = new ArrayList<>();

  private boolean selecting;

  /** Number of operations that wait. */
  private int waiting;

  /** Whether there is something that the selector learns of only when it selects. */
  private boolean changed;

  /** Whether {@link #await} has just done what the next {@link #poll} would do. */
  private boolean fresh;

  /** Whether another thread waits in the selector. */
  private volatile boolean lent;

  /** Whether the selector is about to be closed, which lets go of all channels. */
  private boolean closing;

  /** Who has done something without a wait since the last poll; null if nobody has. */
  private @Nullable IoParty last;

  /** How many times in a row it has. */
  private int inARow;

  /** Opens the selector of a carrier. */
  public IoPoller(CarrierLoop loop) throws IOException {
    this.loop = loop;
  }

  // ---- for the event loop

  /** Does what is possible now. Bounded: each operation that waits goes on at most once. */
  public void poll() {
    last = null;
    if (fresh) {
      fresh = false;
    } else if (lent) {
      tellBorrower();
    } else if (waiting > 0 || changed) {
      select(0);
    }
  }

  /**
   * Waits until an operation can go on, {@link #wakeUp} is called, the thread is interrupted or the
   * time is over, and does what is possible then.
   *
   * @param nanos how long; a selector counts milliseconds, and up to one more is waited
   */
  public void await(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1;
    select(nanos == Long.MAX_VALUE ? -1 : millis);
    fresh = true;
  }

  /**
   * @param millis 0 not to wait, -1 to wait without end
   */
  private void select(long millis) {
    changed = false;
    selecting = true;
    try {
      if (millis == 0) {
        selector.selectNow(dispatch);
      } else {
        selector.select(dispatch, Math.max(millis, 0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      selecting = false;
    }
    if (!closedMeanwhile.isEmpty()) {
      List<IoHandle> closed = List.copyOf(closedMeanwhile);
      closedMeanwhile.clear();
      closed.forEach(handle -> handle.closeHere(SOMEBODY));
    }
  }

  private static void dispatch(SelectionKey key) {
    if (key.isValid()) {
      ((IoHandle) key.attachment()).ready(key.readyOps());
    }
  }

  /** Ends {@link #await}, the present or the next one. Any thread. */
  public void wakeUp() {
    selector.wakeup();
  }

  /** Closes the selector and all channels that are registered; gives back those borrowed. */
  public void close() {
    closing = true;
    List<IoHandle> borrowed = new ArrayList<>();
    for (SelectionKey key : selector.keys().toArray(SelectionKey[]::new)) {
      IoHandle handle = (IoHandle) key.attachment();
      if (handle.isBorrowed()) {
        borrowed.add(handle);
      } else {
        handle.closeHere("the end of carrier '" + carrierName() + "'");
      }
    }
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    borrowed.forEach(IoHandle::giveBack);
  }

  // ---- for guests

  /**
   * Lends the selector to another thread, if there is something to wait for; if that thread has it
   * still, makes it take notice of changes.
   *
   * @return whether it is that thread's turn now
   */
  public boolean lend() {
    if (lent) {
      tellBorrower();
      return false;
    }
    boolean needed = waiting > 0 || changed;
    if (needed) {
      changed = false;
      lent = true;
    }
    return needed;
  }

  private void tellBorrower() {
    if (changed) {
      changed = false;
      selector.wakeup();
    }
  }

  /** Waits until a channel is ready or {@link #wakeUp} is called. For the one who was lent this. */
  public void awaitForHost() throws IOException {
    // What is ready is not taken: the poll on the host's thread finds it again.
    selector.select(key -> {}, 0);
  }

  /** Ends what {@link #lend} has begun. For the one who was lent this. */
  public void giveBack() {
    lent = false;
  }

  // ---- for operations

  /** Name of the carrier, for messages. Any thread. */
  String carrierName() {
    return loop.carrierName();
  }

  /** Runs something that must not fail on the carrier's thread: now if called there. Any thread. */
  void execute(Runnable message) {
    loop.execute(message);
  }

  /** Makes a channel known, without interest in anything. */
  SelectionKey register(SelectableChannel channel, IoHandle handle) throws IOException {
    return channel.register(selector, 0, handle);
  }

  /** Has a handle hear of it when others close its channel. */
  CloseNotice.Key noticeClose(SelectableChannel channel, IoHandle handle) throws IOException {
    return (CloseNotice.Key) channel.register(notice, 0, handle);
  }

  /** The handle that this carrier has for a channel; null if it has none. */
  public @Nullable IoHandle known(SelectableChannel channel) {
    SelectionKey key = channel.keyFor(selector);
    return key == null ? null : (IoHandle) key.attachment();
  }

  /** Somebody closes a channel that was borrowed. Any thread. */
  void closedByOthers(IoHandle handle) {
    loop.execute(
        () -> {
          if (selecting) {
            closedMeanwhile.add(handle); // What has closed it tells its caller why first.
          } else {
            handle.closeHere(SOMEBODY);
          }
        });
  }

  /**
   * Whether {@code party} may do something without a wait. Now and then it may not, so that the
   * others and the selector get their turn.
   */
  boolean mayGoOn(IoParty party) {
    if (party != last) {
      last = party;
      inARow = 0;
    }
    return ++inARow <= MOST_IN_A_ROW;
  }

  /** An operation begins to wait. */
  void begun() {
    waiting++;
    last = null;
  }

  /** An operation has ended its wait. */
  void ended() {
    waiting--;
  }

  /** Interests have changed: the selector takes notice when it selects next. */
  void changed() {
    changed = true;
  }

  /**
   * A channel was closed. The system learns of it only when the selector lets go of the channel,
   * which is when it selects.
   */
  void closed() {
    changed = true;
    if (lent) {
      tellBorrower();
    } else if (!closing) {
      letGo();
    }
  }

  private void letGo() {
    try {
      // What is ready is found again by the next poll.
      selector.selectNow(key -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
