package dev.coro.io;

import dev.coro.Futures;
import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the JDK that blocks its thread and does not bear interrupts, such as the pipe to a
 * child process. A thread works on it only while there is a step to do. Cancellation ends the wait
 * for a step, not the step: whoever comes next waits for it first, so that no byte is lost.
 *
 * <p>For one coroutine or thread at a time, but {@link #close} may come from anywhere.
 */
final class BlockingStream {
  private static final Executor THREADS = threads();

  private final Closeable stream;

  /** What it is, for messages. */
  private final String name;

  /** The step that was begun and whose end nobody has seen. */
  private volatile @Nullable CompletableFuture<Integer> pending;

  /** Who uses it, a coroutine or thread. */
  private @Nullable Object user;

  /** Whether a thread is at work; guarded by this. */
  private boolean working;

  /** Guarded by this. */
  private boolean closed;

  BlockingStream(Closeable stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  /** As many as there are steps, since each may take for ever. */
  private static Executor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "coro-stream");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Has the caller be the only one until {@link #leave}. */
  void enter(String operation) {
    Object caller = Waiter.caller();
    if (user != null && user != caller) {
      throw new IllegalStateException(
          ErrorCode.STREAM_BUSY.message(
              operation, name, Diagnosis.callerDescription(), Waiter.nameOf(user)));
    }
    user = caller;
  }

  void leave() {
    user = null;
  }

  /** Begins a step; none may be pending. */
  void begin(Callable<Integer> step) throws IOException {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        throw new ClosedChannelException();
      }
      working = true;
      pending = result;
    }
    THREADS.execute(() -> work(step, result));
  }

  boolean isPending() {
    return pending != null;
  }

  /** Waits for the end of the step that is pending. */
  @Suspendable
  int end() throws IOException {
    CompletableFuture<Integer> step = Objects.requireNonNull(pending);
    try {
      int count = Futures.await(step);
      pending = null;
      return count;
    } catch (Throwable t) {
      // A cancelled wait leaves a step that has succeeded meanwhile to whoever comes next.
      if (step.isCompletedExceptionally()) {
        pending = null;
      }
      throw t;
    }
  }

  private void work(Callable<Integer> step, CompletableFuture<Integer> result) {
    Integer count = null;
    Throwable failure = null;
    try {
      count = step.call();
    } catch (Throwable t) {
      failure = t;
    }
    boolean close;
    synchronized (this) {
      working = false;
      close = closed;
    }
    if (failure != null) {
      result.completeExceptionally(failure);
    } else {
      result.complete(count);
    }
    if (close) {
      try {
        stream.close();
      } catch (IOException e) {
        // Whoever closed it has gone on.
      }
    }
  }

  boolean isClosed() {
    synchronized (this) {
      return closed;
    }
  }

  /** Ends the wait of another; the stream is closed as soon as no thread works on it. */
  void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (working) {
        CompletableFuture<Integer> step = pending;
        if (step != null) {
          step.completeExceptionally(new AsynchronousCloseException());
        }
        return;
      }
    }
    stream.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
