/** The JMH suite: one question per class. */
@NullMarked
package dev.coro.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
