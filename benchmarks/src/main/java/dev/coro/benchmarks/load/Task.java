package dev.coro.benchmarks.load;

/** What a server does. */
public enum Task {
  /** It sends back what it gets. */
  ECHO,

  /** It serves small files over HTTP. */
  FILES
}
