/**
 * Servers under load: ours beside Netty and virtual threads, each in a JVM of its own, with the
 * same client. {@link dev.coro.benchmarks.load.LoadComparison} is where to start.
 */
@NullMarked
package dev.coro.benchmarks.load;

import org.jspecify.annotations.NullMarked;
