/**
 * Parked continuations as plain values, for those who write them in a format of their own. For Java
 * serialisation {@link dev.coro.Continuation} needs nothing of this.
 */
@NullMarked
package dev.coro.serial;

import org.jspecify.annotations.NullMarked;
