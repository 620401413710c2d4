/** Cold asynchronous streams: sequences whose elements take time to come. */
@NullMarked
package dev.coro.stream;

import org.jspecify.annotations.NullMarked;
