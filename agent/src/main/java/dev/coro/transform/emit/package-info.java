/** Writes the bodies that a plan describes. */
@NullMarked
package dev.coro.transform.emit;

import org.jspecify.annotations.NullMarked;
