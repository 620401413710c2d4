package dev.coro.net;

import dev.coro.Suspendable;
import java.io.IOException;

/**
 * Where connections come from: this machine's network ({@link #ofThisMachine}), or one in memory
 * that tests control, seen by one of its hosts. Programs that take one as a parameter run on
 * either.
 *
 * <pre>{@code
 * @Suspendable
 * static void serve(Network network) throws IOException {
 *   try (Listener listener = network.listen(7)) {
 *     Connection client = listener.accept();
 *   }
 * }
 * }</pre>
 */
public interface Network {
  /** The network of this machine, by TCP. Any thread; never suspends. */
  static Network ofThisMachine() {
    return MachineNetwork.INSTANCE;
  }

  /** As {@link #connect(String, int, SocketSettings)}, with the usual ones. */
  @Suspendable
  default Connection connect(String host, int port) throws IOException {
    return connect(host, port, SocketSettings.usual());
  }

  /**
   * Connects to a host by its name. Suspends; always a cancellation point; if it is cancelled,
   * nothing is left of the connection.
   *
   * @throws java.net.UnknownHostException if there is no such host (CO279)
   * @throws java.net.ConnectException if nobody listens there (CO275)
   * @throws java.net.SocketTimeoutException if the time-out of the settings has passed (CO274)
   * @throws IOException if the network fails otherwise
   * @throws IllegalArgumentException if the port is not from 1 to 65535
   * @throws dev.coro.NotSuspendableException if called outside of a coroutine (CO201), or if an
   *     activation in between cannot be saved
   */
  @Suspendable
  Connection connect(String host, int port, SocketSettings settings) throws IOException;

  /** As {@link #listen(int, SocketSettings)}, with the usual ones. */
  default Listener listen(int port) throws IOException {
    return listen(port, SocketSettings.usual());
  }

  /**
   * Listens at a port. Never suspends.
   *
   * @param port 0 for one that is free, which {@link Listener#port} tells
   * @throws java.net.BindException if the port is in use (CO276)
   * @throws IOException if the system fails otherwise
   * @throws IllegalArgumentException if the port is not from 0 to 65535
   */
  Listener listen(int port, SocketSettings settings) throws IOException;
}
