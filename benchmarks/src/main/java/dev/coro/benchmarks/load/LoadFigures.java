package dev.coro.benchmarks.load;

import java.util.List;

/**
 * The figures of one server under one load: medians of all rounds.
 *
 * @param task what it does
 * @param connections how many there were at a time
 * @param server how it is built
 * @param requestsPerSecond how much it has served
 * @param p50Micros the median of the times from a request to its response
 * @param p99Micros 99 of 100 were faster
 * @param cpuMicros processor time of the server's process for each request
 * @param rounds requests per second, round by round
 */
public record LoadFigures(
    Task task,
    int connections,
    ServerKind server,
    double requestsPerSecond,
    double p50Micros,
    double p99Micros,
    double cpuMicros,
    List<Double> rounds) {}
