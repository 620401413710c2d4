/** Kilim: methods that declare {@code throws Pausable}, woven. */
@NullMarked
package dev.coro.benchmarks.peers.kilim;

import org.jspecify.annotations.NullMarked;
