/** Classes and methods as trees: what is noted while they are read, and how they are written. */
@NullMarked
package dev.coro.transform.tree;

import org.jspecify.annotations.NullMarked;
