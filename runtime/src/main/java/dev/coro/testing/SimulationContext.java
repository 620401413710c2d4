package dev.coro.testing;

/**
 * What the body of a simulation may need to stay deterministic.
 *
 * @param seed of the run
 * @param time its virtual time
 * @param random random numbers that depend on the seed only, for the body itself
 */
public record SimulationContext(long seed, VirtualTime time, SeededRandom random) {}
