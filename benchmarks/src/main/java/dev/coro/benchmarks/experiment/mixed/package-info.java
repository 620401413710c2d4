/** What waits beside what computes: who gets the processor, and how soon. */
@NullMarked
package dev.coro.benchmarks.experiment.mixed;

import org.jspecify.annotations.NullMarked;
