package dev.coro.benchmarks.canon.world;

import dev.coro.Channel;
import dev.coro.Suspendable;

/**
 * A channel between coroutines.
 *
 * @param <T> type of the messages
 */
final class ChannelMailbox<T> implements Mailbox<T> {
  private final Channel<T> channel;

  ChannelMailbox(Channel<T> channel) {
    this.channel = channel;
  }

  @Override
  @Suspendable
  public void send(T message) {
    channel.send(message);
  }

  @Override
  @Suspendable
  public T receive() {
    return channel.receive();
  }
}
