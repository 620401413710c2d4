/** Facts about one method: types, live locals and suspension points. */
@NullMarked
package dev.coro.transform.analyze;

import org.jspecify.annotations.NullMarked;
