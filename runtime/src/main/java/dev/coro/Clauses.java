package dev.coro;

import dev.coro.internal.Timer;
import org.jspecify.annotations.Nullable;

/** The kinds of clauses. */
final class Clauses {
  private Clauses() {}

  /** Does something with a channel. */
  private abstract static class OfChannel extends Clause {
    private final Channel<?> met;

    OfChannel(Channel<?> met, Object handler) {
      super(handler);
      this.met = met;
    }

    @Override
    final Meeting<?> meeting() {
      return met;
    }

    @Override
    final boolean isShared() {
      return met.isShared();
    }
  }

  /** Receives from a channel. */
  static final class Receive extends OfChannel {
    private final Channel<?> channel;

    /** Handles the end of the channel; null to throw. */
    private final @Nullable SuspendableCallable<?> ifClosed;

    Receive(Channel<?> channel, Object handler, @Nullable SuspendableCallable<?> ifClosed) {
      super(channel, handler);
      this.channel = channel;
      this.ifClosed = ifClosed;
    }

    @Override
    @Nullable Object tryNow() {
      Object element = channel.take();
      if (element != null) {
        return element;
      }
      return channel.isClosed() ? Channel.CLOSED : NOT_READY;
    }

    @Override
    void enqueue() {
      channel.receivers().add(this);
    }

    @Override
    void dequeue() {
      channel.forget(channel.receivers(), this);
    }

    @Override
    @Suspendable
    @Nullable Object handle(@Nullable Object value) throws Exception {
      if (value != Channel.CLOSED) {
        return super.handle(value);
      } else if (ifClosed == null) {
        throw channel.closedException();
      }
      return ifClosed.call();
    }

    @Override
    public String toString() {
      return "an element from " + channel;
    }
  }

  /** Sends to a channel. */
  static final class Send<T> extends OfChannel {
    private final Channel<T> channel;
    private final T element;

    Send(Channel<T> channel, T element, Object handler) {
      super(channel, handler);
      this.channel = channel;
      this.element = element;
    }

    @Override
    @Nullable Object tryNow() {
      return channel.put(element) ? null : NOT_READY;
    }

    @Override
    void enqueue() {
      channel.senders().add(this);
    }

    @Override
    void dequeue() {
      channel.forget(channel.senders(), this);
    }

    @Override
    Object element() {
      return element;
    }

    @Override
    @Suspendable
    @Nullable Object handle(@Nullable Object value) throws Exception {
      if (value == Channel.CLOSED) {
        throw channel.closedException();
      }
      return super.handle(value);
    }

    @Override
    public String toString() {
      return "room in " + channel;
    }
  }

  /** Waits for the end of a coroutine. */
  static final class Join extends Clause implements EndListener {
    private final Coroutine<?> joined;
    private final boolean shared;

    Join(Coroutine<?> joined, Object handler, boolean shared) {
      super(handler);
      this.joined = joined;
      this.shared = shared;
    }

    @Override
    boolean isShared() {
      return shared;
    }

    @Override
    @Nullable Object tryNow() {
      return joined.isDone() ? null : NOT_READY;
    }

    @Override
    void enqueue() {
      if (!joined.addListener(this)) {
        boolean unused = choose(null);
      }
    }

    @Override
    void dequeue() {
      joined.removeListener(this);
    }

    @Override
    public void ended(Coroutine<?> coroutine) {
      boolean unused = choose(null);
    }

    @Override
    @Suspendable
    @Nullable Object handle(@Nullable Object value) throws Exception {
      return super.handle(joined.takeOutcome());
    }

    @Override
    public String toString() {
      return "join() of '" + joined.name() + "'";
    }
  }

  /** Waits for time to pass, in a coroutine. */
  static final class Timeout extends Clause {
    private final EventLoop loop;
    private final long nanos;
    private @Nullable Alarm alarm;

    Timeout(EventLoop loop, long nanos, Object handler) {
      super(handler);
      this.loop = loop;
      this.nanos = nanos;
    }

    @Override
    boolean isShared() {
      return false;
    }

    @Override
    @Nullable Object tryNow() {
      return nanos == 0 ? null : NOT_READY;
    }

    @Override
    void enqueue() {
      Alarm next = new Alarm(this, loop.nanoTime() + nanos);
      alarm = next;
      loop.timers.add(next);
    }

    @Override
    void dequeue() {
      Alarm last = alarm;
      if (last != null) {
        loop.timers.remove(last);
        alarm = null;
      }
    }

    @Override
    public String toString() {
      return "a time-out";
    }
  }

  private static final class Alarm extends Timer {
    private final Timeout clause;

    Alarm(Timeout clause, long deadlineNanos) {
      super(deadlineNanos);
      this.clause = clause;
    }

    @Override
    public void fire() {
      boolean unused = clause.choose(null);
    }
  }
}
