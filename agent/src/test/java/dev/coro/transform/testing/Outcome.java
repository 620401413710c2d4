package dev.coro.transform.testing;

import java.util.Arrays;
import java.util.List;

/**
 * What a run of a fixture did, as far as its author can see it.
 *
 * @param end the result, or the exception with its causes and what it suppressed
 * @param log its side effects in order
 * @param hooks number of hook calls
 * @param trace stack trace of the exception down to the body, without machinery; empty if none
 */
public record Outcome(String end, List<String> log, int hooks, String trace) {
  static Outcome of(Object result, Throwable failure, List<String> log, int hooks) {
    String end = failure == null ? "returned " + text(result) : "threw " + describe(failure);
    String trace = failure == null ? "" : TraceText.ofCase(failure);
    return new Outcome(end, List.copyOf(log), hooks, trace);
  }

  /** A value with its class, so that an Integer differs from a Long. */
  static String text(Object value) {
    if (value == null) {
      return "null";
    }
    String type = value.getClass().getSimpleName();
    if (value.getClass().isArray()) {
      String items = Arrays.deepToString(new Object[] {value});
      return type + ":" + items.substring(1, items.length() - 1);
    }
    return type + ":" + value;
  }

  private static String describe(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.getClass().getName());
    text.append(": ").append(thrown.getMessage());
    if (thrown.getCause() != null && thrown.getCause() != thrown) {
      text.append(" caused by ").append(describe(thrown.getCause()));
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      text.append(" suppressed ").append(describe(suppressed));
    }
    return text.toString();
  }
}
