package dev.coro.benchmarks.compare;

/** Says that a figure cannot be measured on this system; the message is the reason, for people. */
public final class NotMeasurableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with the reason. */
  public NotMeasurableException(String why) {
    super(why);
  }
}
