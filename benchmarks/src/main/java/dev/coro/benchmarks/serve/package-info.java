/**
 * A server of static files over HTTP/1.1, as an example of a program that lives on coroutines: one
 * for each connection, written as if it blocked. {@link dev.coro.benchmarks.serve.HttpServer} is
 * where to start.
 */
@NullMarked
package dev.coro.benchmarks.serve;

import org.jspecify.annotations.NullMarked;
