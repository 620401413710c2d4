/** Loops that a vectorising compiler loves, in methods that suspend before or behind them. */
@NullMarked
package dev.coro.benchmarks.micro.compute;

import org.jspecify.annotations.NullMarked;
