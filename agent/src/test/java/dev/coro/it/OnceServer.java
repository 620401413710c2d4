package dev.coro.it;

import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.Listener;
import dev.coro.net.Network;
import dev.coro.sync.Event;
import dev.coro.testing.SeededRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Executes each request once, however often it comes: a request that is known gets the answer of
 * its first execution, or waits for it.
 *
 * <p>A request is an id, a length and so many bytes; an answer is the id and a number.
 */
final class OnceServer {
  static final int PORT = 80;
  static final int HEAD = 12;
  static final int MOST_BYTES = 2_000;
  static final int ANSWER = 16;

  /** A client that says nothing for that long is gone. */
  private static final Duration IDLE = Duration.ofMinutes(20);

  private final Network network;
  private final SeededRandom random;
  private final Map<Long, Execution> executions = new HashMap<>();
  private final List<Coroutine<?>> sessions = new ArrayList<>();
  private Listener listener;
  private boolean stopped;

  /** How many times something was executed. */
  int executed;

  OnceServer(Network network, SeededRandom random) {
    this.network = network;
    this.random = random;
  }

  private static final class Execution {
    final Event done = new Event();
    long answer;
  }

  /** The answer of a request that was executed. */
  long answerTo(long id) {
    return executions.get(id).answer;
  }

  @Suspendable
  void run() throws IOException {
    while (!stopped) {
      listener = network.listen(PORT);
      try (Listener current = listener) {
        while (true) {
          Connection client = current.accept();
          sessions.removeIf(session -> session.isDone());
          sessions.add(Coroutine.start(() -> serve(client)));
        }
      } catch (ClosedChannelException e) {
        Coroutine.sleep(Duration.ofSeconds(random.nextInt(60))); // It starts slowly.
      }
    }
    for (Coroutine<?> session : sessions) {
      session.join();
    }
  }

  void stop() {
    stopped = true;
    listener.close();
  }

  @Suspendable
  private void serve(Connection client) {
    try (client) {
      CancelScope scope = new CancelScope();
      scope.run(
          () -> {
            while (true) {
              scope.setDeadlineAfter(IDLE);
              serveOne(client);
            }
          });
    } catch (Exception e) {
      if (!(e instanceof IOException)) {
        throw e;
      }
      // The client has gone: it comes again if it needs to.
    }
  }

  @Suspendable
  private void serveOne(Connection client) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    client.readFully(head);
    long id = head.flip().getLong();
    ByteBuffer content = ByteBuffer.allocate(head.getInt());
    client.readFully(content);
    long answer = execute(id, content.flip());
    client.writeAll(ByteBuffer.allocate(ANSWER).putLong(id).putLong(answer).flip());
  }

  @Suspendable
  private long execute(long id, ByteBuffer content) {
    Execution known = executions.get(id);
    if (known != null) {
      CancelScope.shield(() -> known.done.await());
      return known.answer;
    }
    Execution first = new Execution();
    executions.put(id, first);
    // Others may wait for it: it ends even if its client is given up.
    CancelScope.shield(() -> Coroutine.sleep(Duration.ofMillis(random.nextInt(40_000))));
    executed++;
    first.answer = answer(executed, content);
    first.done.set();
    return first.answer;
  }

  /** Depends on the content, and on which execution it was. */
  private static long answer(int execution, ByteBuffer content) {
    return ((long) execution << 32) | Integer.toUnsignedLong(sum(content));
  }

  static int sum(ByteBuffer content) {
    int sum = 1;
    for (int i = 0; i < content.limit(); i++) {
      sum = sum * 31 + content.get(i);
    }
    return sum;
  }
}
