package dev.coro.benchmarks.compare;

/**
 * A figure that could not be measured here.
 *
 * @param model whose figure is absent
 * @param metric what was asked
 * @param why the reason, for people
 */
public record Absent(ModelKind model, Metric metric, String why) implements Figure {}
