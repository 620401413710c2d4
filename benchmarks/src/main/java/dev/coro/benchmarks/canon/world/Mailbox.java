package dev.coro.benchmarks.canon.world;

import dev.coro.Suspendable;

/**
 * Where tasks leave messages for each other.
 *
 * @param <T> type of the messages
 */
public interface Mailbox<T> {
  /** Leaves a message; waits while there is no room. */
  @Suspendable
  void send(T message);

  /** Takes the message that has been there longest; waits while there is none. */
  @Suspendable
  T receive();
}
