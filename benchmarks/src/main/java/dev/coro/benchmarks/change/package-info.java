/** What has changed between two comparisons: figures, points of plots, and who is ahead of whom. */
@NullMarked
package dev.coro.benchmarks.change;

import org.jspecify.annotations.NullMarked;
