package dev.coro.stream;

import dev.coro.Channel;
import dev.coro.Joiner;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.TaskScopeException;
import dev.coro.internal.Rethrow;
import java.util.List;

/** Collects streams whose sources run in coroutines of their own and meet in a channel. */
final class ChannelCollection {
  private ChannelCollection() {}

  /** Emits what the sources send to {@code channel}, until all have ended. */
  @Suspendable
  static <T> void run(List<AsyncStream<T>> streams, Channel<T> channel, Emitter<T> out)
      throws Exception {
    try (var scope = TaskScope.open(Joiner.<Object>awaitAllSuccessfulOrThrow())) {
      int[] running = {streams.size()};
      for (AsyncStream<T> stream : streams) {
        scope.fork(
            () -> {
              stream.run(channel::send);
              if (--running[0] == 0) {
                channel.close();
              }
            });
      }
      if (streams.isEmpty()) {
        channel.close();
      }
      emitAll(channel, out, scope);
      scope.join();
    } catch (TaskScopeException e) {
      // For the collector it makes no difference where the source ran.
      throw Rethrow.unchecked(e.getCause() != null ? e.getCause() : e);
    }
  }

  @Suspendable
  private static <T> void emitAll(Channel<T> channel, Emitter<T> out, TaskScope<?, ?> scope) {
    try {
      channel.consume(out::emit);
    } catch (Throwable t) {
      scope.cancel(); // The collector wants no more: the sources are not to blame.
      throw t;
    }
  }
}
