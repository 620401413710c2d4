package dev.coro.benchmarks.diagnose;

/**
 * Events of one kind.
 *
 * @param what the kind
 * @param count how many
 * @param seconds how long they took together
 * @param where the place, or what was waited for, with the most of that time; may be empty
 */
public record EventFigure(String what, int count, double seconds, String where) {}
