/** The well-known small programs about concurrency, each written once. */
@NullMarked
package dev.coro.benchmarks.canon.program;

import org.jspecify.annotations.NullMarked;
