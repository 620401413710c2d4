/** Loops with time slices, whose classes are also loaded as plain ones. */
@NullMarked
package dev.coro.benchmarks.micro.preempt;

import org.jspecify.annotations.NullMarked;
