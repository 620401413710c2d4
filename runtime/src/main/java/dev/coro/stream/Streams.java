package dev.coro.stream;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.ChannelClosedException;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableIterator;
import dev.coro.internal.Rethrow;
import dev.coro.sync.Semaphore;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Between {@link AsyncStream} and what the JDK has. */
public final class Streams {
  private Streams() {}

  /**
   * The elements of a stream of the JDK, which is used up by the first collector. Taking an element
   * blocks the carrier if it takes time.
   *
   * @param <T> type of the elements
   */
  public static <T> AsyncStream<T> from(Stream<T> stream) {
    return AsyncStream.of(
        out -> {
          try (stream) {
            Iterator<T> elements = stream.iterator();
            while (elements.hasNext()) {
              out.emit(elements.next());
            }
          }
        });
  }

  /**
   * A stream of the JDK, for threads that run no coroutine: taking an element blocks until it has
   * come. The source runs on {@code carrier}, up to {@code ahead} elements ahead, from now on;
   * closing the stream cancels it.
   *
   * @param <T> type of the elements
   */
  public static <T> Stream<T> toStream(AsyncStream<T> stream, Carrier carrier, int ahead) {
    Channel<T> channel = Channel.<T>buffered(ahead).shared();
    Coroutine<?> source = carrier.start(() -> fill(channel, stream));
    Iterator<T> elements = channel.iterator();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Blocking<>(elements), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(source::cancel);
  }

  @Suspendable
  private static <T> void fill(Channel<T> channel, AsyncStream<T> stream) {
    try {
      stream.collect(channel::send);
      channel.close();
    } catch (Throwable t) {
      channel.close(t);
    }
  }

  /** A cursor of a channel, as threads use it. */
  private record Blocking<T>(Iterator<T> elements) implements Iterator<T> {
    @Override
    public boolean hasNext() {
      return elements.hasNext();
    }

    @Override
    public T next() {
      return elements.next();
    }
  }

  // ---- java.util.concurrent.Flow

  /**
   * A publisher that collects {@code stream} on {@code carrier} anew for each subscriber, no faster
   * than the subscriber requests elements. The subscriber is called on the carrier's thread.
   *
   * @param <T> type of the elements
   */
  public static <T> Flow.Publisher<T> toPublisher(AsyncStream<T> stream, Carrier carrier) {
    return subscriber -> {
      StreamSubscription<T> subscription =
          new StreamSubscription<>(Objects.requireNonNull(subscriber, "subscriber"));
      subscription.start(stream, carrier);
    };
  }

  /**
   * What a publisher publishes; each collector subscribes, and requests as many elements as it has
   * room for, up to {@code ahead}.
   *
   * @param <T> type of the elements
   * @throws IllegalArgumentException if {@code ahead} is negative (CO239)
   */
  public static <T> AsyncStream<T> from(Flow.Publisher<T> publisher, int ahead) {
    Channel.buffered(ahead);
    return AsyncStream.of(
        out -> {
          ChannelSubscriber<T> subscriber = new ChannelSubscriber<>(Math.max(1, ahead));
          publisher.subscribe(subscriber);
          try {
            SuspendableIterator<T> elements = subscriber.channel.iterator();
            while (hasNext(elements)) {
              subscriber.taken();
              out.emit(elements.next());
            }
          } finally {
            subscriber.cancel();
          }
        });
  }

  /** Throws what the publisher has failed with, without the channel around it. */
  @Suspendable
  private static boolean hasNext(SuspendableIterator<?> elements) {
    try {
      return elements.hasNext();
    } catch (ChannelClosedException e) {
      throw Rethrow.unchecked(e.getCause() != null ? e.getCause() : e);
    }
  }

  /** Hands the elements of a stream to a subscriber. */
  private static final class StreamSubscription<T> implements Flow.Subscription {
    private final Flow.Subscriber<? super T> subscriber;

    /** Requested and not yet delivered. */
    private final Semaphore requested = new Semaphore(0).shared();

    private volatile boolean cancelled;
    private volatile @Nullable Throwable badRequest;
    private volatile @Nullable Coroutine<?> source;

    StreamSubscription(Flow.Subscriber<? super T> subscriber) {
      this.subscriber = subscriber;
    }

    void start(AsyncStream<T> stream, Carrier carrier) {
      subscriber.onSubscribe(this);
      source = carrier.start(() -> run(stream));
    }

    @Suspendable
    private void run(AsyncStream<T> stream) {
      Throwable thrown = null;
      try {
        stream.collect(this::deliver);
      } catch (Throwable t) {
        thrown = t;
      }
      if (!cancelled && thrown == null) {
        subscriber.onComplete();
      } else if (!cancelled) {
        subscriber.onError(thrown);
      } else if (badRequest != null) {
        subscriber.onError(badRequest);
      }
    }

    @Suspendable
    private void deliver(T element) {
      requested.acquire();
      if (cancelled) {
        throw new NoSuchElementException("the subscription was cancelled");
      }
      subscriber.onNext(element);
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        badRequest = new IllegalArgumentException("a request of " + count + " elements");
        cancel();
        return;
      }
      // More than can be counted means no bound.
      int room = Integer.MAX_VALUE - requested.available();
      if (room > 0) {
        requested.release((int) Math.min(count, room));
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      Coroutine<?> running = source;
      if (running != null) {
        running.cancel("its subscription was cancelled");
      } else {
        requested.release();
      }
    }
  }

  /** Puts what is published into a channel. */
  private static final class ChannelSubscriber<T> implements Flow.Subscriber<T> {
    final Channel<T> channel;
    private final int ahead;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    ChannelSubscriber(int ahead) {
      this.ahead = ahead;
      channel = Channel.<T>buffered(ahead).shared();
    }

    /** There is room for one more. */
    void taken() {
      Flow.Subscription current = subscription;
      if (current != null) {
        current.request(1);
      }
    }

    void cancel() {
      cancelled = true;
      Flow.Subscription current = subscription;
      if (current != null) {
        current.cancel();
      }
      channel.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      if (subscription != null || cancelled) {
        given.cancel();
        return;
      }
      subscription = given;
      given.request(ahead);
    }

    @Override
    public void onNext(T element) {
      if (!channel.isClosed() && !channel.trySend(element)) {
        channel.close(
            new IllegalStateException("the publisher has published more than was requested"));
      }
    }

    @Override
    public void onError(Throwable thrown) {
      channel.close(Objects.requireNonNull(thrown, "thrown"));
    }

    @Override
    public void onComplete() {
      channel.close();
    }
  }
}
