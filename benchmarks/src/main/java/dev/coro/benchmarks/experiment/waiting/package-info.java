/**
 * Experiments with programs that wait: for clients, servers, a database, or a clock. Each runs the
 * same work in several {@link dev.coro.benchmarks.experiment.waiting.Way ways} at several degrees
 * of concurrency, in JVMs that tell their {@link dev.coro.benchmarks.experiment.waiting.Round
 * rounds}; {@link dev.coro.benchmarks.experiment.waiting.Curves} makes tables, pictures and a
 * verdict of them.
 */
@NullMarked
package dev.coro.benchmarks.experiment.waiting;

import org.jspecify.annotations.NullMarked;
