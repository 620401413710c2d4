/** Tascalate JavaFlow: methods annotated as {@code continuable}, woven. */
@NullMarked
package dev.coro.benchmarks.peers.javaflow;

import org.jspecify.annotations.NullMarked;
