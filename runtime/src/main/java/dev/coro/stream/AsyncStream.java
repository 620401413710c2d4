package dev.coro.stream;

import dev.coro.Channel;
import dev.coro.Suspendable;
import dev.coro.SuspendableConsumer;
import dev.coro.SuspendableFunction;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A sequence whose elements may take time to come. It is <em>cold</em>: a description, whose source
 * runs anew for each collector, in the collector's coroutine, and no faster than the collector
 * takes the elements.
 *
 * <pre>{@code
 * AsyncStream<Quote> quotes = AsyncStream.of(out -> {
 *   while (true) {
 *     out.emit(fetchQuote());
 *     Coroutine.sleep(Duration.ofSeconds(1));
 *   }
 * });
 * quotes.filter(quote -> quote.price() > 100).take(3).collect(quote -> show(quote));
 * }</pre>
 *
 * <p>Back-pressure needs no protocol, since emitting an element is a call of what is behind: {@code
 * collect} is the loop, {@code emit} its body. Only {@link #buffer} and {@link #merge} use further
 * coroutines, which end with the collection.
 *
 * <p>Operators describe; they never suspend. Those that collect ({@link #collect}, {@link #toList},
 * {@link #first}, {@link #fold}) suspend where the source or what they call does, and are
 * cancellation points there. What source, operators or collector throw comes out of the collecting
 * call. For the way to and from {@link java.util.concurrent.Flow} and {@link
 * java.util.stream.Stream} see {@link Streams}.
 *
 * <p>The model is Kotlin's Flow.
 *
 * @param <T> type of the elements, which are not null
 */
public final class AsyncStream<T> {
  private final Source<T> source;

  /**
   * Runs once for each collector.
   *
   * @param <T> type of the elements
   */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * Emits the elements and returns behind the last.
     *
     * @throws Exception what comes out of the collecting call
     */
    @Suspendable
    void run(Emitter<T> out) throws Exception;
  }

  private AsyncStream(Source<T> source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  // ---- sources

  /**
   * The elements that {@code source} emits.
   *
   * @param <T> type of the elements
   */
  public static <T> AsyncStream<T> of(Source<T> source) {
    return new AsyncStream<>(source);
  }

  /**
   * The elements of a collection.
   *
   * @param <T> type of the elements
   */
  public static <T> AsyncStream<T> from(Iterable<? extends T> elements) {
    return of(
        out -> {
          Iterator<? extends T> iterator = elements.iterator();
          while (iterator.hasNext()) {
            out.emit(iterator.next());
          }
        });
  }

  /**
   * What is received from a channel, until it is closed. Several collectors share its elements.
   *
   * @param <T> type of the elements
   */
  public static <T> AsyncStream<T> from(Channel<T> channel) {
    return of(out -> channel.consume(out::emit));
  }

  // ---- operators

  /**
   * What {@code function} makes of each element.
   *
   * @param <R> type of the results
   */
  public <R> AsyncStream<R> map(SuspendableFunction<? super T, ? extends R> function) {
    return of(out -> source.run(element -> out.emit(function.apply(element))));
  }

  /** The elements for which {@code predicate} is true. */
  public AsyncStream<T> filter(Predicate<? super T> predicate) {
    return of(
        out ->
            source.run(
                element -> {
                  if (predicate.test(element)) {
                    out.emit(element);
                  }
                }));
  }

  /** The same elements; {@code action} sees each before it goes on. */
  public AsyncStream<T> onEach(SuspendableConsumer<? super T> action) {
    return of(
        out ->
            source.run(
                element -> {
                  action.accept(element);
                  out.emit(element);
                }));
  }

  /**
   * The elements of the streams that {@code function} makes of each element, one stream after the
   * other.
   *
   * @param <R> type of their elements
   */
  public <R> AsyncStream<R> flatMap(SuspendableFunction<? super T, AsyncStream<R>> function) {
    return of(out -> source.run(element -> function.apply(element).source.run(out)));
  }

  /**
   * The first {@code count} elements; then the source is stopped.
   *
   * @throws IllegalArgumentException if {@code count} is negative (CO239)
   */
  public AsyncStream<T> take(long count) {
    checkCount(count);
    return of(
        out -> {
          if (count == 0) {
            return;
          }
          long[] taken = new long[1];
          stoppable(
              stop ->
                  source.run(
                      element -> {
                        out.emit(element);
                        if (++taken[0] == count) {
                          throw stop;
                        }
                      }));
        });
  }

  /**
   * The elements up to the first for which {@code predicate} is false; then the source is stopped.
   */
  public AsyncStream<T> takeWhile(Predicate<? super T> predicate) {
    return of(
        out ->
            stoppable(
                stop ->
                    source.run(
                        element -> {
                          if (!predicate.test(element)) {
                            throw stop;
                          }
                          out.emit(element);
                        })));
  }

  /**
   * All elements but the first {@code count}.
   *
   * @throws IllegalArgumentException if {@code count} is negative (CO239)
   */
  public AsyncStream<T> drop(long count) {
    checkCount(count);
    return of(
        out -> {
          long[] seen = new long[1];
          source.run(
              element -> {
                if (++seen[0] > count) {
                  out.emit(element);
                }
              });
        });
  }

  private static void checkCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          ErrorCode.TOO_SMALL.message("the number of elements", count, 0));
    }
  }

  /**
   * The same elements; the source runs in a coroutine of its own, up to {@code capacity} elements
   * ahead.
   *
   * @throws IllegalArgumentException if {@code capacity} is negative (CO239)
   */
  public AsyncStream<T> buffer(int capacity) {
    return throughChannel(() -> Channel.buffered(capacity), List.of(this));
  }

  /**
   * The last element that has come, whenever the collector is ready; those in between are dropped.
   */
  public AsyncStream<T> conflate() {
    return throughChannel(Channel::conflating, List.of(this));
  }

  /**
   * The elements of several streams, as they come; each source runs in a coroutine of its own.
   *
   * @param <T> type of the elements
   */
  public static <T> AsyncStream<T> merge(List<AsyncStream<T>> streams) {
    return throughChannel(Channel::rendezvous, List.copyOf(streams));
  }

  private static <T> AsyncStream<T> throughChannel(
      Supplier<Channel<T>> channels, List<AsyncStream<T>> streams) {
    Objects.requireNonNull(channels.get()); // Refuses a bad capacity here, not when collecting.
    return of(out -> ChannelCollection.run(streams, channels.get(), out));
  }

  // ---- collecting

  /** Calls {@code action} with each element. */
  @Suspendable
  public void collect(SuspendableConsumer<? super T> action) {
    run(action::accept);
  }

  /** All elements. */
  @Suspendable
  public List<T> toList() {
    List<T> all = new ArrayList<>();
    run(all::add);
    return all;
  }

  /** The first element, for which the source is stopped; empty if there is none. */
  @Suspendable
  public Optional<T> first() {
    List<T> first = take(1).toList();
    return first.isEmpty() ? Optional.empty() : Optional.of(first.get(0));
  }

  /**
   * Combines {@code identity} with the first element, the result with the second, and so on.
   *
   * @param <R> type of the result
   */
  @Suspendable
  public <R> R fold(R identity, Folding<R, ? super T> folding) {
    List<R> result = new ArrayList<>(List.of(identity));
    run(element -> result.set(0, folding.combine(result.get(0), element)));
    return result.get(0);
  }

  /**
   * Combines a result with a further element.
   *
   * @param <R> type of the result
   * @param <T> type of the element
   */
  @FunctionalInterface
  public interface Folding<R, T> {
    /** The next result. May suspend, if the implementation does. */
    @Suspendable
    R combine(R result, T element) throws Exception;
  }

  /** Runs the source. */
  @Suspendable
  void run(Emitter<T> out) {
    try {
      source.run(out);
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    }
  }

  // ---- stopping a source

  /** What may be stopped by throwing what it is given. */
  @FunctionalInterface
  private interface Stoppable {
    @Suspendable
    void run(StopSignal stop) throws Exception;
  }

  @Suspendable
  private static void stoppable(Stoppable stoppable) throws Exception {
    StopSignal stop = new StopSignal();
    try {
      stoppable.run(stop);
    } catch (StopSignal caught) {
      // That of a stream around this one is not for this one.
      if (caught != stop) {
        throw caught;
      }
    }
  }

  /**
   * Unwinds a source whose elements nobody wants any more, so that its {@code finally} blocks run.
   * An error rather than an exception, so that {@code catch (Exception e)} lets it pass; without a
   * trace.
   */
  private static final class StopSignal extends Error {
    private static final long serialVersionUID = 1;

    StopSignal() {
      super("nobody takes more elements of this stream", null, false, false);
    }
  }
}
