/**
 * The public API: continuations, generators, coroutines and the carriers that run them.
 *
 * <p>Every operation says whether it suspends. An operation that suspends does so always or never
 * in the same circumstances, and its javadoc names them.
 */
@NullMarked
package dev.coro;

import org.jspecify.annotations.NullMarked;
