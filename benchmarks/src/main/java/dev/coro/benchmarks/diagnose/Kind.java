package dev.coro.benchmarks.diagnose;

/** What holds a program up. */
public enum Kind {
  /** The CPU. */
  CPU_BOUND("CPU-bound"),
  /** What it waits for. */
  IO_BOUND("I/O-bound"),
  /** Both. */
  MIXED("mixed"),
  /** Nothing: it has little to do. */
  IDLE("idle");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** The word for people. */
  public String label() {
    return label;
  }
}
