package dev.coro.benchmarks.compare;

/**
 * How much one model is asked to do.
 *
 * @param created how many are created, run and ended in one repetition
 * @param switches how many switches one repetition makes
 * @param parked how many are parked to weigh them
 * @param aliveCap where counting those alive at once stops
 * @param workloads how many times the workload is run
 */
public record Counts(int created, int switches, int parked, int aliveCap, int workloads) {}
