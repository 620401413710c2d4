/** The javac plugin and its checks, one class per check. */
@NullMarked
package dev.coro.plugin;

import org.jspecify.annotations.NullMarked;
