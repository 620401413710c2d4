package dev.coro.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel and its place at the selector of a carrier: of the one that uses it first. From then on
 * the channel belongs to that carrier.
 *
 * <p>A channel can also be borrowed ({@link #borrowing}) from code that knows nothing of carriers.
 * Then each carrier that uses it has a handle of its own, gives it back when it ends, and hears of
 * it if somebody closes the channel itself.
 *
 * <p>Used by the carrier's thread, but for {@link #close}.
 */
public final class IoHandle {
  /** What an operation waits for on the way in; the others are on the way out. */
  private static final int INWARD = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

  private final SelectableChannel channel;

  /** The socket or the like; its text names it in messages. */
  private final Object named;

  /** Written once. */
  private volatile @Nullable IoPoller poller;

  private @Nullable SelectionKey key;

  /** What is done when the carrier gives a borrowed channel back; null if it is not borrowed. */
  private final @Nullable Runnable whenReturned;

  /** Hears of it when a borrowed channel is closed. */
  private CloseNotice.@Nullable Key notice;

  /** What is asked for: bits of {@link SelectionKey}. */
  private int interest;

  /** Whether the selector was told that the channel is closed. */
  private boolean released;

  /** The operation that waits to go on inwards; null if none does. */
  private @Nullable IoOperation inward;

  /** The operation that waits to go on outwards; null if none does. */
  private @Nullable IoOperation outward;

  /**
   * Has a channel wait for I/O, and makes it non-blocking.
   *
   * @param named its text names the channel in messages
   */
  public IoHandle(SelectableChannel channel, Object named) throws IOException {
    this(channel, named, null);
    channel.configureBlocking(false);
  }

  private IoHandle(SelectableChannel channel, Object named, @Nullable Runnable whenReturned) {
    this.channel = channel;
    this.named = named;
    this.whenReturned = whenReturned;
  }

  /**
   * The handle of one carrier for a channel that is not its own, and that is non-blocking.
   *
   * @param named its text names the channel in messages
   * @param whenReturned run when the carrier ends, if the channel is open then
   */
  public static IoHandle borrowing(SelectableChannel channel, Object named, Runnable whenReturned) {
    return new IoHandle(channel, named, Objects.requireNonNull(whenReturned));
  }

  /** What names the channel in messages. */
  public Object named() {
    return named;
  }

  // ---- using it

  /**
   * Makes sure that {@code party} may use the channel.
   *
   * @throws IllegalStateException if it belongs to another carrier (CO270)
   * @throws ClosedChannelException if it is closed (CO273)
   */
  public void enter(IoParty party) throws IOException {
    IoPoller known = poller;
    IoPoller here = party.poller();
    if (known != here && known != null) {
      throw new IllegalStateException(
          ErrorCode.SOCKET_ELSEWHERE.message(
              named, known.carrierName(), party.partyName(), here.carrierName()));
    }
    checkOpen();
    if (key == null) {
      poller = here; // First: who closes it meanwhile must see that somebody may wait.
      if (isBorrowed()) {
        notice = here.noticeClose(channel, this);
      }
      key = here.register(channel, this);
    }
  }

  /** The poller of the carrier that it belongs to, once it was entered. */
  IoPoller poller() {
    return Objects.requireNonNull(poller);
  }

  /**
   * Makes sure that the channel is open.
   *
   * @throws ClosedChannelException if it is not (CO273)
   */
  public void checkOpen() throws ClosedChannelException {
    if (!channel.isOpen()) {
      throw SocketClosed.before(named);
    }
  }

  /** The operation waits from now on. */
  void want(IoOperation operation) {
    if ((operation.interest & INWARD) != 0) {
      inward = operation;
    } else {
      outward = operation;
    }
    change(interest | operation.interest);
  }

  /** The operation does not wait any more. */
  void unwant(IoOperation operation) {
    if (operation == inward) {
      // The interest stays: mostly the next one waits for the same.
      inward = null;
    } else if (operation == outward) {
      outward = null;
      change(interest & ~operation.interest);
    }
  }

  private void change(int next) {
    SelectionKey known = key;
    if (known != null && next != interest && known.isValid()) {
      interest = next;
      known.interestOps(next);
      poller().changed();
    }
  }

  /** The selector has found the channel ready for these. */
  void ready(int ops) {
    int unwanted = 0;
    if ((ops & INWARD) != 0) {
      if (inward != null) {
        inward.proceed();
      } else {
        unwanted = ops & INWARD;
      }
    }
    if ((ops & ~INWARD) != 0) {
      if (outward != null) {
        outward.proceed();
      } else {
        unwanted |= ops & ~INWARD;
      }
    }
    if (unwanted != 0) {
      change(interest & ~unwanted);
    }
  }

  /** Has operations that wait look again, since the channel was changed by other means. */
  public void recheck() {
    if (inward != null) {
      inward.proceed();
    }
    if (outward != null) {
      outward.proceed();
    }
  }

  // ---- closing

  /** Whether it was not closed. Any thread. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /**
   * Closes the channel: at once if nobody has used it or on the thread of its carrier, else soon.
   * Operations that wait fail. Any thread.
   *
   * @param closer who does it, for messages
   */
  public void close(String closer) {
    if (poller == null) {
      closeChannel();
    }
    IoPoller known = poller; // Somebody may have begun to use it on its carrier.
    if (known != null) {
      known.execute(() -> closeHere(closer));
    }
  }

  void closeHere(String closer) {
    if (!released) {
      released = true;
      closeChannel();
      CloseNotice.Key known = notice;
      if (known != null) {
        known.forget();
      }
      if (key != null) {
        key.cancel(); // Whoever closes a borrowed channel may not have come to that.
      }
      poller().closed();
    }
    fail(inward, closer);
    fail(outward, closer);
  }

  /** Whether the channel is not the carrier's own. */
  boolean isBorrowed() {
    return whenReturned != null;
  }

  /** Somebody closes the channel, not the handle. Any thread. */
  void closedByOthers() {
    poller().closedByOthers(this);
  }

  /** The carrier has ended, and its selector has let go of the channel. */
  void giveBack() {
    released = true;
    CloseNotice.Key known = notice;
    if (known != null) {
      known.forget();
    }
    if (whenReturned != null && channel.isOpen()) {
      whenReturned.run();
    }
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same, and nobody could do anything about it.
    }
  }

  private void fail(@Nullable IoOperation operation, String closer) {
    if (operation != null) {
      operation.fail(SocketClosed.meanwhile(operation.waiterName(), operation, closer));
    }
  }

  /** Its name in messages. */
  @Override
  public String toString() {
    return named.toString();
  }
}
