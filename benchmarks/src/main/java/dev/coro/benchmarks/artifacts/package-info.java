/** Programs and libraries of others, fetched from Maven Central. */
@NullMarked
package dev.coro.benchmarks.artifacts;

import org.jspecify.annotations.NullMarked;
