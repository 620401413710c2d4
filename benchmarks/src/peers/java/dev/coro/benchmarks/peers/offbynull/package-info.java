/** Coroutines by offbynull: methods with a parameter of type {@code Continuation}, woven. */
@NullMarked
package dev.coro.benchmarks.peers.offbynull;

import org.jspecify.annotations.NullMarked;
