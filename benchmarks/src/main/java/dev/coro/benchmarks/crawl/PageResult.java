package dev.coro.benchmarks.crawl;

import org.jspecify.annotations.Nullable;

/**
 * What became of an address.
 *
 * @param url the address
 * @param from the page that has the link; null for the start
 * @param depth how many links away from the start it is
 * @param status of the response; 0 if there was none
 * @param bytes of its body
 * @param millis from the first attempt to the last byte, without the wait for a turn
 * @param links how many it has that were new
 * @param location where a redirection leads; null if it is none
 * @param error what went wrong; null if nothing did
 */
public record PageResult(
    String url,
    @Nullable String from,
    int depth,
    int status,
    long bytes,
    long millis,
    int links,
    @Nullable String location,
    @Nullable String error) {}
