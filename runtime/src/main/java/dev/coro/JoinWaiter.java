package dev.coro;

import org.jspecify.annotations.Nullable;

/** One who waits for the end of a coroutine; an element of that coroutine's list of waiters. */
abstract sealed class JoinWaiter permits ParkedJoiner, BlockedJoiner {
  /** The waiter that came before this one. */
  @Nullable JoinWaiter previous;

  /** Called once, on the thread of the coroutine that has ended. */
  abstract void ended();
}
