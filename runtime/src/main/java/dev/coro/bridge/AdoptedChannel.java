package dev.coro.bridge;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.internal.ChannelWait;
import dev.coro.internal.IoHandle;
import dev.coro.internal.IoParty;
import dev.coro.internal.Transfer;
import dev.coro.rt.CurrentContinuation;
import dev.coro.sync.Mutex;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel of the JDK in the hands of the coroutines of one carrier: its selector waits. Found by
 * the key that the channel has there. In each direction one coroutine operates at a time, and
 * others wait for their turn, as threads do.
 */
final class AdoptedChannel {
  private final SelectableChannel channel;
  private final Mutex inwardTurn = new Mutex();
  private final Mutex outwardTurn = new Mutex();
  private final ChannelWait inward;
  private final ChannelWait outward;
  private final ChannelWait connecting;

  private AdoptedChannel(SelectableChannel channel, IoParty party) throws IOException {
    this.channel = channel;
    IoHandle handle = IoHandle.borrowing(channel, this, () -> Adoption.leave(channel));
    int inwardOps = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
    inward = new ChannelWait(handle, channel.validOps() & inwardOps);
    outward = new ChannelWait(handle, SelectionKey.OP_WRITE);
    connecting = new ChannelWait(handle, SelectionKey.OP_CONNECT);
    handle.enter(party);
  }

  /**
   * Does what the original does in a blocking channel; suspends meanwhile.
   *
   * @param ops what it waits for, a bit of {@link SelectionKey}
   */
  @Suspendable
  static long run(SelectableChannel channel, int ops, Transfer transfer) throws IOException {
    Coroutine.checkCancelled();
    AdoptedChannel here = known(channel);
    if (here == null) {
      boolean entered = Adoption.enter(channel, ops == SelectionKey.OP_CONNECT);
      if (!channel.isOpen()) {
        throw new AsynchronousCloseException(); // It was open before.
      }
      if (!entered) {
        return Waits.THREADS.<Long>submit(() -> PlainTransfer.run(channel, ops, transfer));
      }
      here = adopt(channel);
    }
    return here.run(ops, transfer);
  }

  /** What this carrier knows the channel by; null if it does not. */
  private static @Nullable AdoptedChannel known(SelectableChannel channel) throws IOException {
    IoHandle handle = party().poller().known(channel);
    return handle != null && handle.named() instanceof AdoptedChannel adopted ? adopted : null;
  }

  private static AdoptedChannel adopt(SelectableChannel channel) throws IOException {
    boolean adopted = false;
    try {
      AdoptedChannel known = known(channel); // Another coroutine may have come first.
      if (known == null) {
        known = new AdoptedChannel(channel, party());
        adopted = true;
      }
      return known;
    } finally {
      if (!adopted) {
        Adoption.leave(channel);
      }
    }
  }

  private static IoParty party() {
    return Objects.requireNonNull(IoParty.enclosing(CurrentContinuation.get()));
  }

  @Suspendable
  private long run(int ops, Transfer transfer) throws IOException {
    boolean isInward = (ops & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0;
    Mutex turn = isInward ? inwardTurn : outwardTurn;
    turn.lock();
    try {
      if (!channel.isOpen()) {
        throw new ClosedChannelException();
      }
      return (isInward ? inward : ops == SelectionKey.OP_CONNECT ? connecting : outward)
          .run(transfer);
    } finally {
      turn.unlock();
    }
  }

  /** The channel, for messages. */
  @Override
  public String toString() {
    return channel.toString();
  }
}
