/**
 * The comparison of processes, threads, virtual threads and coroutines: what is asked, of whom, and
 * how it is measured.
 */
@NullMarked
package dev.coro.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
