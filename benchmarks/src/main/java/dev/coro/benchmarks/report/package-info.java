/** The comparison as a table, as JSON and as a page. */
@NullMarked
package dev.coro.benchmarks.report;

import org.jspecify.annotations.NullMarked;
