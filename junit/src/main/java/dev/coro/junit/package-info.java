/** JUnit 5 tests that run in a coroutine, on virtual time. */
@NullMarked
package dev.coro.junit;

import org.jspecify.annotations.NullMarked;
