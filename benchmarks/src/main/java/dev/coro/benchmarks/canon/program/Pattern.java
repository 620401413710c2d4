package dev.coro.benchmarks.canon.program;

/** What takes a program's time. */
public enum Pattern {
  /** One after the other: a message has to arrive before the next can leave. */
  TURNS("only one task has anything to do at a time"),
  /** Several tasks send and receive at once. */
  MESSAGES("its tasks can work at the same time, on several cores"),
  /** Tasks are started, and soon end. */
  CREATION("its tasks can be started and end on several cores"),
  /** Tasks wait for time to pass. */
  WAITING("it waits"),
  /** Tasks work on the same thing. */
  SHARING("its tasks do not only wait for each other"),
  /** Tasks compute, and hardly talk. */
  COMPUTING("it computes, and one carrier uses one core");

  private final String words;

  Pattern(String words) {
    this.words = words;
  }

  /** The pattern in words, to be put behind the name of a program that others run faster. */
  public String words() {
    return words;
  }
}
