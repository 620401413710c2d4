/** What classes and methods are: read from class bytes, nothing is ever loaded. */
@NullMarked
package dev.coro.transform.scan;

import org.jspecify.annotations.NullMarked;
