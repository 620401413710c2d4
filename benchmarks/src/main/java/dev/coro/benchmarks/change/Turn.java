package dev.coro.benchmarks.change;

/**
 * Two that have changed places.
 *
 * @param part the id of the part
 * @param group what is measured
 * @param smaller who has the smaller number now, and had the larger one before
 * @param larger the other
 */
public record Turn(String part, String group, String smaller, String larger) {}
