/** Algorithms of the runtime; not exported. */
@NullMarked
package dev.coro.internal;

import org.jspecify.annotations.NullMarked;
