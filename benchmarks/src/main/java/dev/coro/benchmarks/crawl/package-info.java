/**
 * A crawler, as an example of a program that lives on coroutines: one for each page, within a task
 * scope that ends when all of them have. {@link dev.coro.benchmarks.crawl.Crawler} is where to
 * start.
 */
@NullMarked
package dev.coro.benchmarks.crawl;

import org.jspecify.annotations.NullMarked;
