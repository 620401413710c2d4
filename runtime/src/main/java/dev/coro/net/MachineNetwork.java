package dev.coro.net;

import dev.coro.Suspendable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The network of this machine, by TCP. */
final class MachineNetwork implements Network {
  static final Network INSTANCE = new MachineNetwork();

  private MachineNetwork() {}

  @Override
  @Suspendable
  public Connection connect(String host, int port, SocketSettings settings) throws IOException {
    return StreamSocket.connect(host, port, settings);
  }

  @Override
  public Listener listen(int port, SocketSettings settings) throws IOException {
    return StreamListener.bind(new InetSocketAddress(port), settings);
  }
}
