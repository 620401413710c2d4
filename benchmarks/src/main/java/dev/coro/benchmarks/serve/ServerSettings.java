package dev.coro.benchmarks.serve;

import dev.coro.net.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a server serves, and how.
 *
 * @param folder what it serves
 * @param address where it listens; port 0 for any that is free
 * @param carriers how many threads serve
 * @param tls null for plain HTTP
 * @param listings whether folders without {@code index.html} are listed
 * @param accessLog a file that gets a line for each request; null for none
 * @param limits what a client may ask
 * @param sharesPort whether other processes may listen at the same port, where the system can
 */
public record ServerSettings(
    Path folder,
    InetSocketAddress address,
    int carriers,
    @Nullable TlsSettings tls,
    boolean listings,
    @Nullable Path accessLog,
    ServerLimits limits,
    boolean sharesPort) {

  /** One carrier, plain HTTP, with listings, no log, at any free port of this machine alone. */
  public static ServerSettings of(Path folder) {
    InetSocketAddress address = new InetSocketAddress("localhost", 0);
    return new ServerSettings(folder, address, 1, null, true, null, ServerLimits.usual(), false);
  }

  /** At another address. */
  public ServerSettings withAddress(InetSocketAddress other) {
    return new ServerSettings(
        folder, other, carriers, tls, listings, accessLog, limits, sharesPort);
  }

  /** With more carriers. */
  public ServerSettings withCarriers(int number) {
    return new ServerSettings(
        folder, address, number, tls, listings, accessLog, limits, sharesPort);
  }

  /** Over TLS, if it is not null. */
  public ServerSettings withTls(@Nullable TlsSettings settings) {
    return new ServerSettings(
        folder, address, carriers, settings, listings, accessLog, limits, sharesPort);
  }

  /** With or without listings of folders. */
  public ServerSettings withListings(boolean on) {
    return new ServerSettings(folder, address, carriers, tls, on, accessLog, limits, sharesPort);
  }

  /** With a log of requests, if it is not null. */
  public ServerSettings withAccessLog(@Nullable Path file) {
    return new ServerSettings(folder, address, carriers, tls, listings, file, limits, sharesPort);
  }

  /** With other limits. */
  public ServerSettings withLimits(ServerLimits other) {
    return new ServerSettings(
        folder, address, carriers, tls, listings, accessLog, other, sharesPort);
  }

  /** At a port of its own, or one that other processes share. */
  public ServerSettings withSharedPort(boolean shared) {
    return new ServerSettings(folder, address, carriers, tls, listings, accessLog, limits, shared);
  }
}
