/** Fixtures written instruction by instruction: shapes that javac never emits. */
package dev.coro.transform.assembled;
