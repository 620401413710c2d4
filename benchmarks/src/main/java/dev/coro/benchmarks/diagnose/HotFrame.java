package dev.coro.benchmarks.diagnose;

/**
 * How often a method was seen running.
 *
 * @param method class and method
 * @param self in how many samples it was the innermost one
 * @param inclusive in how many it was on the stack
 */
public record HotFrame(String method, int self, int inclusive) {}
