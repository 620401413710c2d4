/**
 * What instrumented code calls. Exported because instrumented classes live in every package, stable
 * because they may have been instrumented by an earlier version, but not an API for people.
 */
@NullMarked
package dev.coro.rt;

import org.jspecify.annotations.NullMarked;
