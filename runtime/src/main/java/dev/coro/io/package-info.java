/**
 * Files and child processes for coroutines. What the operating system offers only to threads that
 * block runs on such threads, while the coroutine is suspended.
 *
 * <p>Called by a thread that runs no coroutine, every operation blocks the thread instead of
 * suspending.
 */
@NullMarked
package dev.coro.io;

import org.jspecify.annotations.NullMarked;
