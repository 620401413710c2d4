package dev.coro.net;

import dev.coro.Futures;
import dev.coro.Suspendable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Connects Unix domain sockets on threads that may block. Where a backlog is full, the system lets
 * a thread wait for a place, but tells a call that must not block only that it has failed, and
 * never when it would succeed. Not on virtual threads: their calls do not block either.
 */
final class BlockingConnect {
  private static final ThreadPoolExecutor THREADS = threads();

  private BlockingConnect() {}

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            16,
            16,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "coro-unix-connect");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Connects a channel, or closes it. Suspends; always a cancellation point. */
  @Suspendable
  static void connect(SocketChannel channel, SocketAddress address) throws IOException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    THREADS.execute(
        () -> {
          try {
            done.complete(channel.connect(address));
          } catch (Throwable t) {
            done.completeExceptionally(t);
          }
        });
    boolean connected = false;
    try {
      connected = Futures.await(done);
    } finally {
      if (!connected) {
        channel.close(); // Ends the call, too, if it was cancelled.
      }
    }
  }
}
