package dev.coro.benchmarks.micro;

/**
 * The live object of the benchmarks: it is read after each suspension.
 *
 * @param grams what is read
 */
record Weight(int grams) {}
