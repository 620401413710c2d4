/** The command line behind the script {@code coro}. */
@NullMarked
package dev.coro.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
