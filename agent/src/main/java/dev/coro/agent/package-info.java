/** The Java agent: entry point, options and installation of the transform. */
@NullMarked
package dev.coro.agent;

import org.jspecify.annotations.NullMarked;
