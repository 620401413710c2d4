/**
 * What programs of the canon are written against: a {@link dev.coro.benchmarks.canon.world.World}
 * starts tasks, which talk through mailboxes. One kind runs them as threads, another as coroutines.
 */
@NullMarked
package dev.coro.benchmarks.canon.world;

import org.jspecify.annotations.NullMarked;
