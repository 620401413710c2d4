package dev.coro.benchmarks.change;

/**
 * Where a number stands in a comparison. Two numbers of one place answer the same question.
 *
 * @param part the id of the part, as {@code --only} takes it
 * @param group what is measured: a metric, or a plot with the value on its axis
 * @param name whose number it is
 * @param unit what it counts
 */
public record Place(String part, String group, String name, String unit) {}
