package dev.coro.benchmarks.diagnose;

/** The process has ended before there was anything to see. */
public final class EndedException extends Exception {
  private static final long serialVersionUID = 1L;
}
