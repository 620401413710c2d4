package dev.coro.benchmarks.canon.world;

import java.util.concurrent.BlockingQueue;

/**
 * A queue between threads.
 *
 * @param <T> type of the messages
 */
final class QueueMailbox<T> implements Mailbox<T> {
  private final BlockingQueue<T> queue;

  QueueMailbox(BlockingQueue<T> queue) {
    this.queue = queue;
  }

  @Override
  public void send(T message) {
    try {
      queue.put(message);
    } catch (InterruptedException e) {
      throw ThreadWorld.interrupted(e);
    }
  }

  @Override
  public T receive() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw ThreadWorld.interrupted(e);
    }
  }
}
