package dev.coro;

/** Somebody who wants to know when a coroutine has ended. */
interface EndListener {
  /** Called once, on the thread of the coroutine that has ended, behind the end. */
  void ended(Coroutine<?> coroutine);
}
