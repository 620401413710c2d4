package dev.coro.it.pins;

import java.lang.instrument.Instrumentation;

/** An agent in front of coro's, which loads classes of the application. */
public final class EarlyAgent {
  private EarlyAgent() {}

  /** Loads what the argument names. */
  public static void premain(String classes, Instrumentation instrumentation)
      throws ClassNotFoundException {
    for (String name : classes.split(";", -1)) {
      Class.forName(name);
    }
  }
}
