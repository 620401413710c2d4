package dev.coro.benchmarks.compare;

/** A way of doing several things at once. The order is that of the columns of every report. */
public enum ModelKind {
  /** A program of its own, started by fork and exec. */
  PROCESS("process"),
  /** A thread of the operating system. */
  PLATFORM_THREAD("platform thread"),
  /** A thread of the JDK's own scheduler, since JDK 21. */
  VIRTUAL_THREAD("virtual thread"),
  /** A coroutine of this project; the yardstick of all ratios. */
  COROUTINE("coroutine");

  private final String label;

  ModelKind(String label) {
    this.label = label;
  }

  /** Returns the name that people read. */
  public String label() {
    return label;
  }
}
