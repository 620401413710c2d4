/**
 * Random methods, run plainly and instrumented. {@code ProgramGenerator} makes trees, {@code
 * ProgramCode} turns trees into class files, {@code Oracle} compares runs, {@code Shrinker} makes
 * what differs small.
 */
package dev.coro.transform.fuzz;
