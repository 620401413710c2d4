/**
 * Programs after S. Imam and V. Sarkar, "Savina - An Actor Benchmark Suite" (AGERE 2014): the
 * actors are tasks with a mailbox, or with several.
 */
@NullMarked
package dev.coro.benchmarks.canon.savina;

import org.jspecify.annotations.NullMarked;
