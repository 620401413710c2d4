package dev.coro;

import org.jspecify.annotations.Nullable;

/** An element of a {@link WaitQueue}: a {@link Waiter}, or one of the things that one waits for. */
public abstract sealed class WaitNode permits Waiter, Clause {
  /** The queue that this stands in; null if it stands in none. */
  @Nullable WaitQueue<?> queue;

  @Nullable WaitNode previous;
  @Nullable WaitNode next;

  WaitNode() {}
}
