/** Weaves the classes of the peers during the build. */
@NullMarked
package dev.coro.benchmarks.peers.weave;

import org.jspecify.annotations.NullMarked;
