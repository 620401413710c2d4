package dev.coro;

import dev.coro.internal.ErrorCode;
import dev.coro.rt.NotInstrumented;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands elements from coroutine to coroutine, in order, each to one receiver; whoever comes too
 * early waits, first come, first served.
 *
 * <pre>{@code
 * Channel<String> lines = Channel.buffered(16);
 * Coroutine.start(() -> {
 *   for (String line : poem) {
 *     lines.send(line);
 *   }
 *   lines.close();
 * });
 * lines.consume(line -> System.out.println(line));
 * }</pre>
 *
 * <p>A channel belongs to one carrier unless it is {@linkplain #shared shared}; a shared one also
 * serves threads that run no coroutine: they block where a coroutine suspends.
 *
 * <p><b>Closing.</b> A closed channel takes no more elements. Those that were sent before, or whose
 * senders were waiting, are still received.
 *
 * <table>
 * <caption>What operations do</caption>
 * <tr><th></th><th>open</th><th>closed, elements left</th><th>closed, empty</th></tr>
 * <tr><td>send</td><td>waits for room</td><td colspan=2>throws ChannelClosedException</td></tr>
 * <tr><td>trySend</td><td>true, or false if there is no room</td>
 *     <td colspan=2>throws ChannelClosedException</td></tr>
 * <tr><td>receive</td><td>waits for an element</td><td>an element</td>
 *     <td>throws ChannelClosedException</td></tr>
 * <tr><td>tryReceive</td><td>an element, or empty</td><td>an element</td>
 *     <td>throws ChannelClosedException</td></tr>
 * <tr><td>consume, iterator</td><td>wait for an element</td><td>an element</td>
 *     <td>end; throw the cause if the channel was closed with one</td></tr>
 * <tr><td>close</td><td>true</td><td colspan=2>false, no effect</td></tr>
 * <tr><td>cancel</td><td colspan=2>drops elements; waiting senders get a ChannelClosedException</td>
 *     <td>no effect</td></tr>
 * </table>
 *
 * <p>The model is Hoare's communicating sequential processes (1978), as Go and Kotlin have it.
 *
 * @param <T> type of the elements, which are not null
 */
@NotInstrumented
public final class Channel<T> extends Meeting<Channel<T>> implements Iterable<T>, AutoCloseable {
  /** What becomes of an element for which there is no room. */
  private enum Overflow {
    WAIT,
    DROP_OLDEST,
    DROP_NEWEST
  }

  private final int capacity;
  private final Overflow overflow;

  /** Elements that were sent and not received. */
  private final ArrayDeque<T> buffer = new ArrayDeque<>(0);

  /** Those who wait for elements. Invariant: if there are any, nothing can be received. */
  private final WaitQueue<WaitNode> receivers = new WaitQueue<>();

  /** Those who wait for room. Invariant: if there are any, the buffer is full. */
  private final WaitQueue<WaitNode> senders = new WaitQueue<>();

  private boolean closed;
  private @Nullable Throwable closeCause;

  private Channel(int capacity, Overflow overflow) {
    this.capacity = capacity;
    this.overflow = overflow;
  }

  // ---- creating

  /**
   * A channel without a buffer: each send waits for its receiver.
   *
   * @param <T> type of the elements
   */
  public static <T> Channel<T> rendezvous() {
    return new Channel<>(0, Overflow.WAIT);
  }

  /**
   * A channel that keeps up to {@code capacity} elements until they are received; then senders
   * wait.
   *
   * @param <T> type of the elements
   * @throws IllegalArgumentException if {@code capacity} is negative (CO239)
   */
  public static <T> Channel<T> buffered(int capacity) {
    return new Channel<>(checked(capacity, 0), Overflow.WAIT);
  }

  /**
   * A channel whose senders never wait.
   *
   * @param <T> type of the elements
   */
  public static <T> Channel<T> unlimited() {
    return new Channel<>(Integer.MAX_VALUE, Overflow.WAIT);
  }

  /**
   * A channel that keeps the last element only; senders never wait.
   *
   * @param <T> type of the elements
   */
  public static <T> Channel<T> conflating() {
    return new Channel<>(1, Overflow.DROP_OLDEST);
  }

  /**
   * A channel that keeps the last {@code capacity} elements; senders never wait.
   *
   * @param <T> type of the elements
   * @throws IllegalArgumentException if {@code capacity} is less than 1 (CO239)
   */
  public static <T> Channel<T> droppingOldest(int capacity) {
    return new Channel<>(checked(capacity, 1), Overflow.DROP_OLDEST);
  }

  /**
   * A channel that keeps the first {@code capacity} elements and drops what comes while there is no
   * room; senders never wait.
   *
   * @param <T> type of the elements
   * @throws IllegalArgumentException if {@code capacity} is less than 1 (CO239)
   */
  public static <T> Channel<T> droppingNewest(int capacity) {
    return new Channel<>(checked(capacity, 1), Overflow.DROP_NEWEST);
  }

  private static int checked(int capacity, int least) {
    if (capacity < least) {
      throw new IllegalArgumentException(
          ErrorCode.TOO_SMALL.message("the capacity of a channel", capacity, least));
    }
    return capacity;
  }

  // ---- sending

  /**
   * Sends an element. Suspends while there is no room and nobody receives; always a cancellation
   * point. If the wait is cancelled, the element was not sent.
   *
   * @throws ChannelClosedException if the channel is closed
   * @throws NotSuspendableException if it has to wait and an activation in between cannot be saved
   */
  @Suspendable
  public void send(T element) {
    Objects.requireNonNull(element, "element");
    Coroutine.checkCancelled();
    SendWaiter<T> waiter;
    enter();
    try {
      if (put(element)) {
        return;
      }
      waiter = new SendWaiter<>(this, element);
      senders.add(waiter);
    } finally {
      exit();
    }
    waiter.await();
  }

  /**
   * Sends an element if that is possible at once. Never suspends.
   *
   * @return whether it was sent, or dropped as {@link #droppingNewest} says
   * @throws ChannelClosedException if the channel is closed
   */
  public boolean trySend(T element) {
    Objects.requireNonNull(element, "element");
    enter();
    try {
      return put(element);
    } finally {
      exit();
    }
  }

  /** Hands over or keeps an element if there is room; what select does, too. */
  boolean put(T element) {
    checkOpen();
    for (WaitNode receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
      if (handTo(receiver, element)) {
        return true;
      }
    }
    if (buffer.size() < capacity) {
      buffer.add(element);
    } else if (overflow == Overflow.WAIT) {
      return false;
    } else if (overflow == Overflow.DROP_OLDEST) {
      buffer.poll();
      buffer.add(element);
    }
    return true;
  }

  private static boolean handTo(WaitNode receiver, Object element) {
    return receiver instanceof Waiter waiter
        ? waiter.wake(element)
        : ((Clause) receiver).choose(element);
  }

  // ---- receiving

  /**
   * Takes the next element. Suspends while there is none; always a cancellation point. If the wait
   * is cancelled, nothing was taken.
   *
   * @throws ChannelClosedException if the channel is closed and empty
   * @throws NotSuspendableException if it has to wait and an activation in between cannot be saved
   */
  @Suspendable
  @SuppressWarnings("unchecked")
  public T receive() {
    Object next = next(false);
    if (next == CLOSED) {
      throw closedException();
    }
    return (T) next;
  }

  /** In place of an element when there will be none. */
  static final Object CLOSED = new Object();

  /**
   * Takes an element.
   *
   * @param quietly whether the end is told by {@link #CLOSED} rather than by an exception
   */
  @Suspendable
  @SuppressWarnings("NullAway") // the value behind a suspension is never seen
  Object next(boolean quietly) {
    Coroutine.checkCancelled();
    ReceiveWaiter<T> waiter;
    enter();
    try {
      T element = take();
      if (element != null) {
        return element;
      } else if (closed) {
        return CLOSED;
      }
      waiter = new ReceiveWaiter<>(this, quietly);
      receivers.add(waiter);
    } finally {
      exit();
    }
    return waiter.await();
  }

  /**
   * Takes an element if there is one. Never suspends.
   *
   * @throws ChannelClosedException if the channel is closed and empty
   */
  public Optional<T> tryReceive() {
    enter();
    try {
      T element = take();
      if (element == null && closed) {
        throw closedException();
      }
      return Optional.ofNullable(element);
    } finally {
      exit();
    }
  }

  /** Takes an element if there is one, and lets a waiting sender move up; what select does, too. */
  @Nullable T take() {
    T element = buffer.poll();
    for (WaitNode sender = senders.poll(); sender != null; sender = senders.poll()) {
      T moving = takeFrom(sender);
      if (moving != null && element == null) {
        return moving;
      } else if (moving != null) {
        buffer.add(moving);
        break;
      }
    }
    return element;
  }

  @SuppressWarnings("unchecked")
  private @Nullable T takeFrom(WaitNode sender) {
    if (sender instanceof SendWaiter<?> waiter) {
      return waiter.wake(null) ? (T) waiter.element : null;
    }
    Clause clause = (Clause) sender;
    Object element = clause.element();
    return clause.choose(null) ? (T) element : null;
  }

  /**
   * Takes all elements, one by one, until the channel is closed, and does something with each. May
   * suspend; always a cancellation point. What {@code action} throws comes out.
   *
   * @throws ChannelClosedException if the channel was closed with a cause
   */
  @Suspendable
  public void consume(SuspendableConsumer<? super T> action) {
    ChannelCursor.consume(this, action);
  }

  /** The elements that are left, as they come; a new view of the same channel each time. */
  @Override
  public SuspendableIterator<T> iterator() {
    return new ChannelCursor<>(this);
  }

  // ---- closing

  /** Closes this channel; see {@link #close(Throwable)}. No effect if it was closed before. */
  @Override
  public void close() {
    closeWith(null);
  }

  /**
   * Closes this channel with a cause, which operations that find it closed report. What was sent
   * before is still received. Never suspends.
   *
   * @return whether this call has closed it
   */
  public boolean close(Throwable cause) {
    return closeWith(Objects.requireNonNull(cause, "cause"));
  }

  private boolean closeWith(@Nullable Throwable cause) {
    enter();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      closeCause = cause;
      for (WaitNode receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
        end(receiver);
      }
      return true;
    } finally {
      exit();
    }
  }

  /**
   * Closes this channel for want of a receiver: drops the elements that were not received, and
   * fails the senders that wait. Never suspends.
   */
  public void cancel() {
    closeWith(null);
    enter();
    try {
      buffer.clear();
      for (WaitNode sender = senders.poll(); sender != null; sender = senders.poll()) {
        end(sender);
      }
    } finally {
      exit();
    }
  }

  private void end(WaitNode node) {
    if (node instanceof ReceiveWaiter<?> receiver && receiver.quietly) {
      receiver.wake(CLOSED);
    } else if (node instanceof Waiter waiter) {
      waiter.wakeWithFailure(closedException());
    } else {
      ((Clause) node).choose(CLOSED);
    }
  }

  void checkOpen() {
    if (closed) {
      throw closedException();
    }
  }

  ChannelClosedException closedException() {
    return new ChannelClosedException(ErrorCode.CHANNEL_CLOSED.message(this), closeCause);
  }

  // ---- looking

  /** Whether the channel was closed; there may be elements left. Never suspends. */
  public boolean isClosed() {
    enter();
    try {
      return closed;
    } finally {
      exit();
    }
  }

  /** What the channel was closed with; null if there is nothing. Never suspends. */
  @Nullable Throwable closeCause() {
    return closeCause;
  }

  /** Number of elements that were sent and not received, without those of waiting senders. */
  public int size() {
    enter();
    try {
      return buffer.size();
    } finally {
      exit();
    }
  }

  WaitQueue<WaitNode> senders() {
    return senders;
  }

  WaitQueue<WaitNode> receivers() {
    return receivers;
  }

  /** Removes one who does not wait any more. */
  void forget(WaitQueue<WaitNode> queue, WaitNode node) {
    enter();
    try {
      queue.remove(node);
    } finally {
      exit();
    }
  }

  /** Kind of channel, for messages. */
  @Override
  public String toString() {
    String kind =
        switch (overflow) {
          case WAIT ->
              capacity == 0
                  ? "rendezvous channel"
                  : capacity == Integer.MAX_VALUE
                      ? "unlimited channel"
                      : "channel of capacity " + capacity;
          case DROP_OLDEST -> "channel of the last " + capacity;
          case DROP_NEWEST -> "channel of the first " + capacity;
        };
    return kind + "@" + Integer.toHexString(System.identityHashCode(this));
  }
}
