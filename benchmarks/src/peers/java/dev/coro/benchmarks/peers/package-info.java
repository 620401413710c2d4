/** The tasks of {@code dev.coro.benchmarks.micro} with other libraries; Maven profile peers. */
@NullMarked
package dev.coro.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
