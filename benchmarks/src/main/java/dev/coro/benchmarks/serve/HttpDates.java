package dev.coro.benchmarks.serve;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpDateTime;
import org.jspecify.annotations.Nullable;

/** Times as HTTP writes them (RFC 9110, section 5.6.7). */
final class HttpDates {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private HttpDates() {}

  static String format(Instant time) {
    return FORMAT.format(time);
  }

  /**
   * In milliseconds since 1970; -1 if there is none, or it cannot be read, which means the same.
   */
  static long parse(@Nullable String value) {
    try {
      return value == null ? -1 : HttpDateTime.parseToEpoch(value);
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }
}
