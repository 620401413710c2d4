package dev.coro.testing;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.SocketClosed;
import dev.coro.net.Connection;
import dev.coro.net.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Accepts connections in a {@link SimulatedNetwork}. */
final class SimulatedListener implements Listener {
  private final SimulatedHost host;
  private final InetSocketAddress address;
  private final int backlog;
  private final Deque<SimulatedConnection> waiting = new ArrayDeque<>();
  private @Nullable Turn acceptor;

  /** Who has closed it; null if nobody has. Written on the carrier's thread. */
  private volatile @Nullable String closer;

  SimulatedListener(SimulatedHost host, int port, int backlog) {
    this.host = host;
    this.backlog = backlog;
    address = host.address(port);
  }

  @Override
  @Suspendable
  public Connection accept() throws IOException {
    host.network.enter(this, "accepting at");
    Coroutine.checkCancelled();
    if (closer != null) {
      throw SocketClosed.before(this);
    }
    Turn other = acceptor;
    if (other != null) {
      throw new IllegalStateException(
          ErrorCode.SOCKET_BUSY.message(Waiter.nameOf(Waiter.caller()), other, other.waiterName()));
    }
    while (true) {
      SimulatedConnection first = waiting.poll();
      if (first != null) {
        return first;
      }
      awaitConnection();
    }
  }

  @Suspendable
  private void awaitConnection() throws IOException {
    Turn turn = new Turn("accepting at", this);
    acceptor = turn;
    try {
      turn.await();
    } finally {
      acceptor = null;
    }
    String by = closer;
    if (by != null) {
      throw SocketClosed.meanwhile(turn.waiterName(), turn, by);
    }
  }

  boolean isFull() {
    return waiting.size() >= backlog;
  }

  void add(SimulatedConnection connection) {
    waiting.add(connection);
    if (acceptor != null) {
      acceptor.wake(null);
    }
  }

  @Override
  public void close() {
    String by = Waiter.nameOf(Waiter.caller());
    host.network.execute(() -> close(by));
  }

  void close(String by) {
    if (closer != null) {
      return;
    }
    closer = by;
    host.closed(this);
    for (SimulatedConnection connection : waiting) {
      connection.close(by, true);
    }
    waiting.clear();
    Turn turn = acceptor;
    if (turn != null) {
      turn.wakeWithFailure(SocketClosed.meanwhile(turn.waiterName(), turn, by));
    }
  }

  @Override
  public boolean isOpen() {
    return closer == null;
  }

  @Override
  public InetSocketAddress localAddress() {
    return address;
  }

  @Override
  public int port() {
    return address.getPort();
  }

  /** Where it listens, for messages. */
  @Override
  public String toString() {
    return SimulatedNetwork.text(address);
  }
}
