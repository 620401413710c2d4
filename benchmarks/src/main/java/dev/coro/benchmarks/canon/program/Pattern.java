package dev.coro.benchmarks.canon.program;

/** What takes a program's time. */
public enum Pattern {
  /** One after the other: a message has to arrive before the next can leave. */
  TURNS("only one task has anything to do at a time"),
  /** Several tasks send and receive at once. */
  MESSAGES("several tasks send at once"),
  /** Tasks are started, and soon end. */
  CREATION("tasks are started and soon end"),
  /** Tasks wait for time to pass. */
  WAITING("it waits"),
  /** Tasks work on the same thing. */
  SHARING("tasks work on the same thing in turn"),
  /** Tasks compute, and hardly talk. */
  COMPUTING("it computes, and one carrier uses one core");

  private final String words;

  Pattern(String words) {
    this.words = words;
  }

  /** The pattern in words, to be put behind a program's name. */
  public String words() {
    return words;
  }
}
