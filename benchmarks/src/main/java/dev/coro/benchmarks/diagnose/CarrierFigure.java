package dev.coro.benchmarks.diagnose;

/**
 * A carrier of coroutines.
 *
 * @param name its name
 * @param tid its thread, as the kernel numbers it
 */
public record CarrierFigure(String name, long tid) {}
