package dev.coro;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A sequence whose elements are computed one at a time by a body that yields them.
 *
 * <pre>{@code
 * try (var squares = Generator.<Integer>of(out -> {
 *   for (int i = 1; ; i++) {
 *     out.yield(i * i);
 *   }
 * })) {
 *   for (int square : squares) {
 *     if (square > 100) break;
 *     System.out.println(square);
 *   }
 * }
 * }</pre>
 *
 * <p>The body begins with the first {@link Cursor#hasNext} or {@link Cursor#next}, runs on the
 * thread of the consumer and only while the consumer waits for the next element.
 *
 * <p><b>One-shot.</b> A generator is the running computation, not a recipe for it: {@link
 * #iterator} always returns the same cursor, and {@link #stream} draws from it too. Call {@link
 * #of} again to begin anew.
 *
 * <p><b>Exceptions.</b> What the body throws, checked exceptions included, comes out of the {@code
 * hasNext} or {@code next} that ran it, and the generator has then ended.
 *
 * <p><b>Closing.</b> Closing a generator that has not ended runs the {@code finally} blocks around
 * the yield where its body stands. A generator that is dropped instead is collected as garbage and
 * its {@code finally} blocks do not run.
 *
 * <p><b>Coroutines.</b> The body may use operations that suspend the consumer's coroutine, and may
 * yield to an outer generator. The consumer then has to take the elements by an enhanced {@code
 * for} over an expression of this type, or through {@link Cursor}; through a stream, or a variable
 * of type {@link Iterable} or {@link java.util.Iterator}, the operation throws {@link
 * NotSuspendableException}.
 *
 * <p><b>Serialisation.</b> A generator whose body stands at a yield, has not begun or has ended can
 * be written by Java serialisation, as a {@link Continuation} can; elements, and all variables of
 * the body, have to be serialisable. It cannot be forked.
 *
 * <p>Not thread-safe: one thread at a time may use a generator.
 *
 * @param <T> type of the elements
 */
public final class Generator<T extends @Nullable Object>
    implements Iterable<T>, AutoCloseable, Serializable {
  private static final long serialVersionUID = 1;

  private final GeneratorContinuation<T> continuation;

  private Generator(GeneratorContinuation<T> continuation) {
    this.continuation = continuation;
  }

  /**
   * Computes the elements of a generator.
   *
   * @param <T> type of the elements
   */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> {
    /**
     * Yields all elements, one after the other, and returns. Suspends whenever it yields.
     *
     * @param out where to yield to
     * @throws Exception whatever the body throws; it comes out of the consumer's call
     */
    @Suspendable
    void run(Output<T> out) throws Exception;
  }

  /**
   * Where the body of a generator puts elements.
   *
   * @param <T> type of the elements
   */
  public sealed interface Output<T extends @Nullable Object> permits GeneratorContinuation {
    /**
     * Hands an element, which may be null, to the consumer and waits until it asks for the next
     * one. Always suspends the generator, with everything that runs inside it: an inner generator's
     * body may yield to an outer one. Not a cancellation point. Allocates nothing once it has
     * suspended at the same place before.
     *
     * @throws IllegalStateException if not called by the body of this generator (CO210), while the
     *     generator is being closed (CO215), or while a {@link CancelScope} or {@link TaskScope} is
     *     open that was opened in the body (CO260)
     * @throws NotSuspendableException if an activation between the body and this call cannot be
     *     saved
     */
    @Suspendable
    @SuppressWarnings("NamedLikeContextualKeyword") // always called qualified
    void yield(T value);
  }

  /**
   * Where the consumer of a generator takes elements. Code that calls it through this type, or by
   * an enhanced {@code for} over the generator, lets its coroutine suspend in the body; calls
   * through {@link java.util.Iterator} do not.
   *
   * @param <T> type of the elements
   */
  public sealed interface Cursor<T extends @Nullable Object> extends SuspendableIterator<T>
      permits GeneratorContinuation {
    /**
     * Whether there is another element; runs the body to find out. Suspends the caller only when
     * the body suspends an enclosing coroutine, continuation or generator. Not a cancellation
     * point.
     *
     * @throws IllegalStateException if called while the body runs (CO209)
     */
    @Override
    @Suspendable
    boolean hasNext();

    /**
     * The next element. Suspends like {@link #hasNext}; not a cancellation point.
     *
     * @throws java.util.NoSuchElementException if the body has ended or the generator was closed
     * @throws IllegalStateException if called while the body runs (CO209)
     */
    @Override
    @Suspendable
    T next();
  }

  /**
   * Creates a generator; {@code body} begins when the first element is asked for. Never suspends.
   *
   * @param <T> type of the elements
   */
  public static <T extends @Nullable Object> Generator<T> of(Body<T> body) {
    return new Generator<>(new GeneratorContinuation<>(Objects.requireNonNull(body, "body")));
  }

  /** The cursor of this generator, the same at every call. Never suspends. */
  @Override
  public Cursor<T> iterator() {
    return continuation;
  }

  /** A spliterator over the elements not taken yet: ordered, of unknown size. Never suspends. */
  @Override
  public Spliterator<T> spliterator() {
    return Spliterators.spliteratorUnknownSize(continuation, Spliterator.ORDERED);
  }

  /**
   * A sequential stream of the elements not taken yet; closing it closes this generator. The body
   * cannot suspend a coroutine through a stream.
   */
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false).onClose(this::close);
  }

  /**
   * Where the body stands: its activations as rows of a stack trace, the innermost first, as if all
   * of them were on a stack. Empty before the body begins, while it runs, and when it has ended; a
   * body that has suspended the coroutine of its consumer counts as running, and its rows are part
   * of {@link Coroutine#stackTrace}. Never suspends.
   */
  public List<StackTraceElement> stackTrace() {
    return continuation.logicalStack();
  }

  /**
   * Ends the generator. If the body stands at a yield, its {@code finally} blocks run now; if it
   * has not begun, it never will. Closing a generator that has ended has no effect.
   *
   * <p>Suspends the caller only when a {@code finally} block suspends an enclosing coroutine,
   * continuation or generator. Not a cancellation point. What a {@code finally} block throws comes
   * out of this method; a yield in one fails there (CO215).
   *
   * @throws IllegalStateException if called while the body runs (CO209)
   */
  @Override
  @Suspendable
  public void close() {
    continuation.close();
  }
}
