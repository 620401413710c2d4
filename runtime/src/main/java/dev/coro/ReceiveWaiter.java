package dev.coro;

/** One who waits for an element of a channel. */
final class ReceiveWaiter<T> extends Waiter {
  private final Channel<T> channel;

  /** Whether the end of the channel is told by {@link Channel#CLOSED}, not by an exception. */
  final boolean quietly;

  ReceiveWaiter(Channel<T> channel, boolean quietly) {
    super(channel.isShared());
    this.channel = channel;
    this.quietly = quietly;
  }

  @Override
  protected void abandoned() {
    channel.forget(channel.receivers(), this);
  }

  @Override
  public String toString() {
    return "an element from " + channel;
  }
}
