/** What the bundled programs need to run on threads, for comparisons. */
@NullMarked
package dev.coro.benchmarks.threads;

import org.jspecify.annotations.NullMarked;
