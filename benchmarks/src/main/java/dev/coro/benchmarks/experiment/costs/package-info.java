/**
 * What processes, threads, virtual threads and coroutines cost: to create one, to switch to one, to
 * hand it something, and what becomes of it as their number grows. The questions are those of
 * lmbench (L. McVoy, C. Staelin, 1996).
 *
 * <p>A {@link dev.coro.benchmarks.experiment.costs.CostExperiment} starts JVMs, whose main methods
 * take {@link dev.coro.benchmarks.experiment.costs.Sampling samples} and print them; {@link
 * dev.coro.benchmarks.experiment.costs.Readings} are what comes back, and check that the work was
 * done.
 */
@NullMarked
package dev.coro.benchmarks.experiment.costs;

import org.jspecify.annotations.NullMarked;
