package dev.coro.benchmarks.diagnose;

import java.util.List;

/**
 * A process and its children at one moment.
 *
 * @param nanoTime the moment
 * @param totals sums over the processes
 * @param threads all their threads
 */
record Snapshot(long nanoTime, Counters totals, List<ThreadState> threads) {}
