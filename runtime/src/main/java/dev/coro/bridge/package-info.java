/**
 * What direct calls of the JDK's blocking methods become in suspendable methods. Called by
 * instrumented code; public and stable for that reason, but not an API for people.
 */
@NullMarked
package dev.coro.bridge;

import org.jspecify.annotations.NullMarked;
