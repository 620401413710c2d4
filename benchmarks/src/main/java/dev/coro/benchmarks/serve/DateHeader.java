package dev.coro.benchmarks.serve;

import java.time.Instant;

/** The time as HTTP writes it, written once a second. For one carrier or thread. */
final class DateHeader {
  private static final long SECOND = 1_000_000_000;

  private String date = "";
  private long dateNanos;

  /** At most a second old. */
  String get() {
    long now = System.nanoTime();
    if (date.isEmpty() || now - dateNanos > SECOND) {
      date = HttpDates.format(Instant.now());
      dateNanos = now;
    }
    return date;
  }
}
