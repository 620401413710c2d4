package dev.coro;

/** One who waits for room in a channel. */
final class SendWaiter<T> extends Waiter {
  private final Channel<T> channel;
  final T element;

  SendWaiter(Channel<T> channel, T element) {
    super(channel.isShared());
    this.channel = channel;
    this.element = element;
  }

  @Override
  protected void abandoned() {
    channel.forget(channel.senders(), this);
  }

  @Override
  public String toString() {
    return "room in " + channel;
  }
}
