/**
 * The claims that people learn about processes, threads and coroutines, each as something that is
 * run and measured: an {@link dev.coro.benchmarks.experiment.Experiment} has a claim and comes to a
 * {@link dev.coro.benchmarks.experiment.Finding}. {@link
 * dev.coro.benchmarks.experiment.Experiments} lists them.
 */
@NullMarked
package dev.coro.benchmarks.experiment;

import org.jspecify.annotations.NullMarked;
