/**
 * Deterministic tests: virtual time, seeded order, and the exploration of many orders.
 *
 * <p>{@link dev.coro.testing.Simulation} is one run, {@link dev.coro.testing.Exploration} many.
 */
@NullMarked
package dev.coro.testing;

import org.jspecify.annotations.NullMarked;
