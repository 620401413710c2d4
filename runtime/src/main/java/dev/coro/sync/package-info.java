/**
 * Locks, events and the like for coroutines. Each serves those who wait first come, first served,
 * and tells who owns it and who waits. Each belongs to one carrier unless it is {@linkplain
 * dev.coro.Meeting#shared shared}; shared ones also serve threads, which block where a coroutine
 * suspends.
 *
 * <p>Coroutines of one carrier need a lock only around code that suspends in between: nothing else
 * runs there otherwise.
 */
@NullMarked
package dev.coro.sync;

import org.jspecify.annotations.NullMarked;
