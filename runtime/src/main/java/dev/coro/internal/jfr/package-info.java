/**
 * Events for the JDK's flight recorder. Nothing outside of this package names a class of {@code
 * jdk.jfr}, and {@link dev.coro.internal.jfr.FlightRecording} loads none before somebody records,
 * so that programs start as fast without it, also where the module is missing.
 */
@NullMarked
package dev.coro.internal.jfr;

import org.jspecify.annotations.NullMarked;
