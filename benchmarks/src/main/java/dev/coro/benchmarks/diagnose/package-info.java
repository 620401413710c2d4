/**
 * Which one is it: does a program wait for the CPU or for I/O? {@link
 * dev.coro.benchmarks.diagnose.Diagnose} looks at a process and its children through {@code /proc},
 * and at the JVMs among them through the flight recorder; {@link
 * dev.coro.benchmarks.diagnose.Verdict} judges what came of it.
 */
@NullMarked
package dev.coro.benchmarks.diagnose;

import org.jspecify.annotations.NullMarked;
