package dev.coro.it;

/** Messages without what changes when a test is edited: line numbers and names of lambda bodies. */
final class Messages {
  private Messages() {}

  static String of(Throwable thrown) {
    return String.valueOf(thrown.getMessage())
        .replaceAll("\\.java:\\d+", ".java:N")
        .replaceAll("#lambda\\$\\w+\\$\\d+\\(\\w*\\)", "#lambda()");
  }
}
