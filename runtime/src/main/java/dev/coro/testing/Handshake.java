package dev.coro.testing;

import dev.coro.CancelScope;
import dev.coro.Suspendable;
import dev.coro.internal.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connecting once: a question to the other host, and its answer. Who is not answered asks again,
 * six times, as Linux does.
 */
final class Handshake {
  private static final long FIRST_RETRY = Duration.ofSeconds(1).toNanos();
  private static final int MOST_RETRIES = 6;

  private final SimulatedHost client;
  private final SimulatedHost server;
  private final int port;
  private final Link link;
  private final String target;

  /** Who connects; null before. */
  private @Nullable Turn turn;

  /** Both ends, once the other host has agreed. */
  private SimulatedConnection @Nullable [] ends;

  private @Nullable SimulatedConnection connected;
  private int retries;

  Handshake(SimulatedHost client, SimulatedHost server, int port) {
    this.client = client;
    this.server = server;
    this.port = port;
    link = client.network.link(client, server);
    target = server.name() + ":" + port;
  }

  @Suspendable
  SimulatedConnection connect(@Nullable Duration timeout) throws IOException {
    if (timeout == null) {
      run();
    } else if (!CancelScope.moveOnAfter(timeout, () -> run()) && connected == null) {
      throw new SocketTimeoutException(ErrorCode.CONNECT_TIMEOUT.message(target, timeout));
    }
    return Objects.requireNonNull(connected);
  }

  @Suspendable
  private void run() throws IOException {
    Turn wait = new Turn("connecting to", target);
    turn = wait;
    after(link.delay(), this::asked);
    wait.await();
  }

  private void after(long nanos, Runnable task) {
    client.network.at(client.network.now() + nanos, task);
  }

  private Turn turn() {
    return Objects.requireNonNull(turn);
  }

  /** The question arrives. */
  private void asked() {
    long now = client.network.now();
    if (server.frozenUntil() > now) {
      after(server.frozenUntil() - now, this::asked);
      return;
    }
    SimulatedListener listener = server.listenerAt(port);
    boolean lost = link.loses(now);
    if (lost || (listener != null && listener.isFull())) {
      retry(this::asked);
    } else if (listener == null) {
      after(link.delay(), () -> fail("Connection refused"));
    } else {
      SimulatedConnection[] pair =
          SimulatedConnection.pair(client, client.freePort(), server, port);
      ends = pair;
      listener.add(pair[1]);
      after(link.delay(), this::answered);
    }
  }

  /** The other host has agreed, and the news arrives. */
  private void answered() {
    long now = client.network.now();
    SimulatedConnection own = Objects.requireNonNull(ends)[0];
    if (client.frozenUntil() > now) {
      after(client.frozenUntil() - now, this::answered);
    } else if (link.loses(now)) {
      retry(this::answered);
    } else {
      connected = own;
      client.network.counts.connections++;
      if (!turn().wake(null)) {
        own.close("a cancelled connect", true);
      }
    }
  }

  private void retry(Runnable again) {
    client.network.counts.retransmissions++;
    if (retries == MOST_RETRIES) {
      fail("Connection timed out");
    } else if (ends != null || turn().isWaiting()) {
      after(FIRST_RETRY << retries++, again);
    }
  }

  private void fail(String why) {
    if (ends != null) {
      ends[0].vanish(why);
      ends[0].close("a connect without an answer", false);
    }
    turn().wakeWithFailure(new ConnectException(ErrorCode.CANNOT_CONNECT.message(target, why)));
  }
}
