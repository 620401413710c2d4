/** The transform: a pure function from class bytes to a result. */
@NullMarked
package dev.coro.transform;

import org.jspecify.annotations.NullMarked;
