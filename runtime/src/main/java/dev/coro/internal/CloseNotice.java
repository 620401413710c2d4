package dev.coro.internal;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/**
 * Tells handles when somebody closes their channels. A selector does not: a channel that is closed
 * cancels its keys, and a thread that waits in a selector learns of that at its next call only.
 *
 * <p>This is a selector that selects nothing, for the sake of its keys: cancelling a key asks it
 * for its {@linkplain SelectionKey#selector selector}, on the thread that closes the channel, when
 * the channel says already that it is not open. The key leaves the channel there and then, and it
 * is registered before that of the true selector, so that it is cancelled before. The system closes
 * a channel when a true selector lets go of its last key, and would not do so if another one were
 * left.
 */
final class CloseNotice extends AbstractSelector {
  CloseNotice(SelectorProvider provider) {
    super(provider);
  }

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
    forgetCancelled();
    Key key = new Key(channel);
    key.attach(attachment);
    return key;
  }

  /** The set of keys is for selecting, which nobody does here. */
  private void forgetCancelled() {
    Set<SelectionKey> cancelled = cancelledKeys();
    synchronized (cancelled) {
      cancelled.clear();
    }
  }

  /** The place of one channel. */
  final class Key extends AbstractSelectionKey {
    private final SelectableChannel channel;

    private Key(SelectableChannel channel) {
      this.channel = channel;
    }

    @Override
    public Selector selector() {
      IoHandle handle = (IoHandle) attachment();
      if (handle != null && !channel.isOpen()) {
        leave();
        handle.closedByOthers();
      }
      return CloseNotice.this;
    }

    /** The channel does not know the key any more. */
    void forget() {
      leave();
      cancel();
      forgetCancelled();
    }

    private void leave() {
      synchronized (this) {
        if (attach(null) == null) {
          return;
        }
      }
      deregister(this);
    }

    @Override
    public SelectableChannel channel() {
      return channel;
    }

    @Override
    public int interestOps() {
      return 0;
    }

    @Override
    public SelectionKey interestOps(int ops) {
      return this;
    }

    @Override
    public int readyOps() {
      return 0;
    }
  }

  @Override
  protected void implCloseSelector() {}

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    return 0;
  }

  @Override
  public int select(long timeout) {
    return 0;
  }

  @Override
  public int select() {
    return 0;
  }

  @Override
  public Selector wakeup() {
    return this;
  }
}
