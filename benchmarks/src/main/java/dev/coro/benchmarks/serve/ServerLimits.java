package dev.coro.benchmarks.serve;

import java.time.Duration;

/**
 * What a client may ask of the server.
 *
 * @param connections at a time, for each carrier; more wait to be accepted
 * @param headerBytes of a request's line and headers together
 * @param bodyBytes of a request's body, which is read and dropped
 * @param headerTime from a request's first byte to the end of its headers
 * @param idleTime from one request to the next
 * @param stallTime for 64 KB of a response to be taken
 */
public record ServerLimits(
    int connections,
    int headerBytes,
    int bodyBytes,
    Duration headerTime,
    Duration idleTime,
    Duration stallTime) {

  /** For the internet. */
  public static ServerLimits usual() {
    return new ServerLimits(
        10_000,
        8192,
        65_536,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }

  /** With other times. */
  public ServerLimits withTimes(Duration header, Duration idle, Duration stall) {
    return new ServerLimits(connections, headerBytes, bodyBytes, header, idle, stall);
  }

  /** With another number of connections. */
  public ServerLimits withConnections(int number) {
    return new ServerLimits(number, headerBytes, bodyBytes, headerTime, idleTime, stallTime);
  }

  /** With another limit of headers. */
  public ServerLimits withHeaderBytes(int bytes) {
    return new ServerLimits(connections, bytes, bodyBytes, headerTime, idleTime, stallTime);
  }
}
