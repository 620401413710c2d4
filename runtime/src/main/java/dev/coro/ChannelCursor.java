package dev.coro;

import dev.coro.internal.Rethrow;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The elements of a channel, up to its end. */
final class ChannelCursor<T> implements SuspendableIterator<T> {
  private final Channel<T> channel;

  /** The element that was received and not given out. */
  private @Nullable Object peeked;

  ChannelCursor(Channel<T> channel) {
    this.channel = channel;
  }

  /** See {@link Channel#consume}. */
  @Suspendable
  static <T> void consume(Channel<T> channel, SuspendableConsumer<? super T> action) {
    ChannelCursor<T> cursor = new ChannelCursor<>(channel);
    while (cursor.hasNext()) {
      try {
        action.accept(cursor.next());
      } catch (Exception e) {
        throw Rethrow.unchecked(e);
      }
    }
  }

  @Override
  @Suspendable
  public boolean hasNext() {
    if (peeked == null) {
      peeked = channel.next(true);
    }
    if (peeked != Channel.CLOSED) {
      return true;
    }
    if (channel.closeCause() != null) {
      throw channel.closedException();
    }
    return false;
  }

  @Override
  @Suspendable
  @SuppressWarnings({"unchecked", "NullAway"}) // what was peeked is of type T
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the channel was closed");
    }
    Object element = peeked;
    peeked = null;
    return (T) element;
  }
}
