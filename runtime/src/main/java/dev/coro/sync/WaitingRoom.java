package dev.coro.sync;

import dev.coro.Meeting;
import dev.coro.WaitQueue;
import dev.coro.Waiter;
import java.util.List;

/**
 * What all of this package have in common: one queue, first come, first served.
 *
 * @param <S> the class itself
 * @param <W> who stands in the queue
 */
abstract class WaitingRoom<S extends WaitingRoom<S, W>, W extends Waiter> extends Meeting<S> {
  /** Guarded by {@link #enter}. */
  final WaitQueue<W> queue = new WaitQueue<>();

  WaitingRoom() {}

  /** Names of those who wait, in the order in which they will be served. Never suspends. */
  public final List<String> waiters() {
    enter();
    try {
      return queue.toList().stream().map(Waiter::waiterName).toList();
    } finally {
      exit();
    }
  }

  /** Removes one whose wait was cancelled. */
  final void forget(W waiter) {
    enter();
    try {
      queue.remove(waiter);
      queueChanged();
    } finally {
      exit();
    }
  }

  /** Serves those who were waiting only because of one who has left the queue. Entered. */
  void queueChanged() {}

  /** Kind and identity, for messages. */
  final String named(String kind) {
    return kind + "@" + Integer.toHexString(System.identityHashCode(this));
  }
}
