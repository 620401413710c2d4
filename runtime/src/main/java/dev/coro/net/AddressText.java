package dev.coro.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Addresses as people write them, for messages. */
final class AddressText {
  private AddressText() {}

  static String of(SocketAddress address) {
    if (address instanceof InetSocketAddress internet) {
      InetAddress host = internet.getAddress();
      if (host == null) {
        return internet.getHostString() + ":" + internet.getPort();
      }
      String number = host.getHostAddress();
      return (host instanceof Inet6Address ? "[" + number + "]" : number)
          + ":"
          + internet.getPort();
    } else if (address instanceof UnixDomainSocketAddress local) {
      String path = local.getPath().toString();
      return path.isEmpty() ? "a nameless Unix socket" : path;
    }
    return address.toString();
  }
}
