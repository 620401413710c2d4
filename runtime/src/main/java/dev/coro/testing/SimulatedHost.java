package dev.coro.testing;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.internal.ErrorCode;
import dev.coro.net.Connection;
import dev.coro.net.Listener;
import dev.coro.net.Network;
import dev.coro.net.SocketSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A host of a {@link SimulatedNetwork}: what its programs know of the network. Of the settings of
 * sockets, it takes backlog and connect time-out.
 */
public final class SimulatedHost implements Network {
  private static final int FIRST_FREE_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  final SimulatedNetwork network;
  private final String name;
  private final Map<Integer, SimulatedListener> listeners = new LinkedHashMap<>();
  private int lastPort = FIRST_FREE_PORT - 1;
  private long frozenUntil = Long.MIN_VALUE;

  SimulatedHost(SimulatedNetwork network, String name) {
    this.network = network;
    this.name = name;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  // ---- for its programs

  /**
   * {@inheritDoc}
   *
   * <p>The names are those of {@link SimulatedNetwork#host}.
   */
  @Override
  @Suspendable
  public Connection connect(String host, int port, SocketSettings settings) throws IOException {
    Objects.requireNonNull(host, "host");
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("port out of range:" + port);
    }
    network.enter(this, "connecting to");
    Coroutine.checkCancelled();
    SimulatedHost target = network.find(host);
    if (target == null) {
      throw new UnknownHostException(ErrorCode.UNKNOWN_HOST.message(host));
    }
    return new Handshake(this, target, port).connect(settings.connectTimeout());
  }

  /** {@inheritDoc} On the carrier's thread. */
  @Override
  public Listener listen(int port, SocketSettings settings) throws IOException {
    InetSocketAddress address = address(port);
    if (listeners.containsKey(port)) {
      throw new BindException(
          ErrorCode.CANNOT_BIND.message(
              SimulatedNetwork.text(address),
              "Address already in use",
              "Close the other listener, or use a free port; 0 has one chosen."));
    }
    int chosen = port == 0 ? freePort() : port;
    SimulatedListener listener = new SimulatedListener(this, chosen, settings.backlog());
    listeners.put(chosen, listener);
    return listener;
  }

  // ---- faults

  /**
   * Has it do nothing for that long, as if it had just been started or paused: nothing arrives at
   * it nor leaves it; all of that comes later. Never suspends; its coroutines go on.
   *
   * @throws IllegalArgumentException if {@code duration} is negative (CO227)
   */
  public void freeze(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(ErrorCode.NEGATIVE.message("the time", duration));
    }
    frozenUntil = Math.max(frozenUntil, network.now() + duration.toNanos());
  }

  /**
   * Has it lose all its connections and listeners, as if it had crashed and started again: whoever
   * uses them here gets an error; the other ends are reset when they next send. Never suspends. Its
   * coroutines go on.
   */
  public void crash() {
    for (SimulatedListener listener : new ArrayList<>(listeners.values())) {
      listener.close("a crash of " + name);
    }
    for (SimulatedConnection connection : network.connectionsOf(this)) {
      connection.vanish("the host " + name + " has crashed");
    }
  }

  // ---- inside

  long frozenUntil() {
    return frozenUntil;
  }

  InetSocketAddress address(int port) {
    return InetSocketAddress.createUnresolved(name, port);
  }

  int freePort() {
    do {
      lastPort = lastPort == LAST_PORT ? FIRST_FREE_PORT : lastPort + 1;
    } while (listeners.containsKey(lastPort));
    return lastPort;
  }

  @Nullable SimulatedListener listenerAt(int port) {
    return listeners.get(port);
  }

  void closed(SimulatedListener listener) {
    listeners.remove(listener.port());
  }

  @Override
  public String toString() {
    return name;
  }
}
