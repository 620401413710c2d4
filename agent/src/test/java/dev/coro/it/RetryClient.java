package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.DeadlineExceededException;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.Network;
import dev.coro.net.SocketSettings;
import dev.coro.sync.Semaphore;
import dev.coro.testing.SeededRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Asks an {@link OnceServer} until it has answered, by a pool of connections. */
final class RetryClient {
  private static final int CONNECTIONS = 2;
  private static final Duration ATTEMPT = Duration.ofSeconds(30);
  private static final int MOST_BACKOFF_MILLIS = 60_000;

  /** Faults take less than half an hour each. */
  private static final int MOST_ATTEMPTS = 200;

  private static final SocketSettings SETTINGS =
      SocketSettings.usual().withConnectTimeout(Duration.ofSeconds(10));

  private final Network network;
  private final String server;
  private final SeededRandom random;
  private final Semaphore places = new Semaphore(CONNECTIONS);
  private final Deque<Connection> idle = new ArrayDeque<>();

  /** Attempts that have failed. */
  int retries;

  RetryClient(Network network, String server, SeededRandom random) {
    this.network = network;
    this.server = server;
    this.random = random;
  }

  /** The answer to one request, whose id nobody else uses. */
  @Suspendable
  long ask(long id, ByteBuffer content) {
    int backoff = 500;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        return CancelScope.failAfter(ATTEMPT, () -> attempt(id, content.duplicate()));
      } catch (DeadlineExceededException e) {
        retries++;
      } catch (Exception e) {
        if (!(e instanceof IOException)) {
          throw e;
        }
        retries++;
      }
      Coroutine.sleep(Duration.ofMillis(random.nextInt(backoff)));
      backoff = Math.min(2 * backoff, MOST_BACKOFF_MILLIS);
    }
    throw new AssertionError("request " + id + " got no answer in " + MOST_ATTEMPTS + " attempts");
  }

  @Suspendable
  private long attempt(long id, ByteBuffer content) throws IOException {
    places.acquire();
    try {
      Connection connection = idle.poll();
      if (connection == null) {
        connection = network.connect(server, OnceServer.PORT, SETTINGS);
      }
      boolean answered = false;
      try {
        long answer = exchange(connection, id, content);
        answered = true;
        idle.push(connection);
        return answer;
      } finally {
        if (!answered) {
          connection.close(); // An answer may still come, which nobody must mistake.
        }
      }
    } finally {
      places.release();
    }
  }

  @Suspendable
  private static long exchange(Connection connection, long id, ByteBuffer content)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(OnceServer.HEAD);
    head.putLong(id).putInt(content.remaining()).flip();
    connection.writeAll(new ByteBuffer[] {head, content});
    ByteBuffer answer = ByteBuffer.allocate(OnceServer.ANSWER);
    connection.readFully(answer);
    assertEquals(id, answer.flip().getLong(), "an answer to another question");
    return answer.getLong();
  }

  /** Nobody asks any more. */
  @Suspendable
  void close() {
    for (int i = 0; i < CONNECTIONS; i++) {
      places.acquire();
    }
    for (Connection connection : idle) {
      connection.close();
    }
  }
}
