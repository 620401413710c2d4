package dev.coro.benchmarks.serve;

/** A request that cannot be served, nor anything behind it on its connection. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String reason;

  BadRequestException(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  int status() {
    return status;
  }
}
