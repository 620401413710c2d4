package dev.coro;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An iterator whose elements may have to be waited for. Code that calls it through this type lets
 * its coroutine suspend, and so does an enhanced {@code for} over something whose method {@code
 * iterator()} is declared to return this type; other calls through {@link Iterator} do not.
 *
 * @param <T> type of the elements
 */
public interface SuspendableIterator<T extends @Nullable Object> extends Iterator<T> {
  /** Whether there is another element; may suspend to find out. */
  @Override
  @Suspendable
  boolean hasNext();

  /**
   * The next element; may suspend.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  @Override
  @Suspendable
  T next();
}
