/**
 * The canon: well-known programs about concurrency, written once and run by threads, virtual
 * threads and coroutines. {@link dev.coro.benchmarks.canon.Canon} and {@link
 * dev.coro.benchmarks.canon.Savina} are the experiments, {@link
 * dev.coro.benchmarks.canon.CanonMain} is what the measured JVMs run.
 */
@NullMarked
package dev.coro.benchmarks.canon;

import org.jspecify.annotations.NullMarked;
