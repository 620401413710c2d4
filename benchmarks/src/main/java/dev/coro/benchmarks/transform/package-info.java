/** What the transform itself costs: time, and growth of class files. */
@NullMarked
package dev.coro.benchmarks.transform;

import org.jspecify.annotations.NullMarked;
