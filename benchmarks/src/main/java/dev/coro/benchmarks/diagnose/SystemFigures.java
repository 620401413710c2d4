package dev.coro.benchmarks.diagnose;

import java.util.Map;

/**
 * What the whole machine did meanwhile.
 *
 * @param cores its CPUs
 * @param busyShare how much of their time they worked, for anybody
 * @param diskWaitShare how much they had nothing to do but somebody waited for a disk
 * @param running how many threads ran or were ready to, at the end
 * @param load the load averages, of one, five and fifteen minutes
 * @param receivedBytes bytes that came by the network, to any process of the same network namespace
 * @param sentBytes bytes that these sent
 * @param pressure of the last ten seconds, how much somebody had to wait for: cpu, io, memory
 */
public record SystemFigures(
    int cores,
    double busyShare,
    double diskWaitShare,
    long running,
    String load,
    long receivedBytes,
    long sentBytes,
    Map<String, Double> pressure) {}
