/** Programs that we did not write, suspended by force, with and without being noticed. */
@NullMarked
package dev.coro.benchmarks.torture;

import org.jspecify.annotations.NullMarked;
