/** A small interpreter: many short methods that call each other, all of them suspendable. */
@NullMarked
package dev.coro.benchmarks.micro.interpreter;

import org.jspecify.annotations.NullMarked;
