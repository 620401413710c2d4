/** What will be saved where: readable, comparable, computed before anything is emitted. */
@NullMarked
package dev.coro.transform.plan;

import org.jspecify.annotations.NullMarked;
