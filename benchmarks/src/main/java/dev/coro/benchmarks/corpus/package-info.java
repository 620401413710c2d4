/**
 * The proof over a corpus: every class of the JDK and of large jars is transformed with everything
 * suspendable, and up to three verifiers judge the result.
 */
@NullMarked
package dev.coro.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
