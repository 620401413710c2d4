package dev.coro.benchmarks.crawl;

import java.net.URI;
import java.time.Duration;

/**
 * How a crawl is done.
 *
 * @param start where it begins
 * @param otherHosts whether links to other hosts are followed
 * @param pages how many pages are fetched at most
 * @param depth how many links away from the start a page may be
 * @param connections at a time
 * @param connectionsPerHost of these
 * @param delay from one request to a host to the next; {@code robots.txt} may ask for more
 * @param connectTime for a connection
 * @param pageTime for a page, from the connection to its last byte
 * @param pageBytes of a page; the rest is not read
 * @param robots whether {@code robots.txt} is obeyed
 * @param userAgent who the crawler says it is
 */
public record CrawlSettings(
    URI start,
    boolean otherHosts,
    int pages,
    int depth,
    int connections,
    int connectionsPerHost,
    Duration delay,
    Duration connectTime,
    Duration pageTime,
    int pageBytes,
    boolean robots,
    String userAgent) {

  /** Polite ones. */
  public static CrawlSettings of(URI start) {
    return new CrawlSettings(
        start,
        false,
        1000,
        50,
        64,
        4,
        Duration.ZERO,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        5_000_000,
        true,
        "coro-crawl");
  }

  /** With or without links to other hosts. */
  public CrawlSettings withOtherHosts(boolean follow) {
    return new CrawlSettings(
        start,
        follow,
        pages,
        depth,
        connections,
        connectionsPerHost,
        delay,
        connectTime,
        pageTime,
        pageBytes,
        robots,
        userAgent);
  }

  /** With other limits of pages and depth. */
  public CrawlSettings withPages(int most, int deepest) {
    return new CrawlSettings(
        start,
        otherHosts,
        most,
        deepest,
        connections,
        connectionsPerHost,
        delay,
        connectTime,
        pageTime,
        pageBytes,
        robots,
        userAgent);
  }

  /** With other limits of connections. */
  public CrawlSettings withConnections(int all, int perHost) {
    return new CrawlSettings(
        start,
        otherHosts,
        pages,
        depth,
        all,
        perHost,
        delay,
        connectTime,
        pageTime,
        pageBytes,
        robots,
        userAgent);
  }

  /** With other times. */
  public CrawlSettings withTimes(Duration between, Duration connect, Duration page) {
    return new CrawlSettings(
        start,
        otherHosts,
        pages,
        depth,
        connections,
        connectionsPerHost,
        between,
        connect,
        page,
        pageBytes,
        robots,
        userAgent);
  }

  /** With another limit of a page's size. */
  public CrawlSettings withPageBytes(int most) {
    return new CrawlSettings(
        start,
        otherHosts,
        pages,
        depth,
        connections,
        connectionsPerHost,
        delay,
        connectTime,
        pageTime,
        most,
        robots,
        userAgent);
  }

  /** With or without regard for {@code robots.txt}. */
  public CrawlSettings withRobots(boolean obeyed) {
    return new CrawlSettings(
        start,
        otherHosts,
        pages,
        depth,
        connections,
        connectionsPerHost,
        delay,
        connectTime,
        pageTime,
        pageBytes,
        obeyed,
        userAgent);
  }
}
