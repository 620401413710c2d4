package dev.coro.stream;

import dev.coro.Suspendable;

/**
 * Takes the elements of a stream from its source.
 *
 * @param <T> type of the elements
 */
@FunctionalInterface
public interface Emitter<T> {
  /**
   * Hands an element to whoever collects the stream, and returns when that is done with it.
   * Suspends if the collector does; a cancellation point where the collector is.
   *
   * @throws Exception what the collector throws, or a signal that it wants no more elements; the
   *     source lets it pass
   */
  @Suspendable
  void emit(T element) throws Exception;
}
