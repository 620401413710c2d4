/** Algorithms behind the public API; not exported. */
@NullMarked
package dev.coro.internal;

import org.jspecify.annotations.NullMarked;
