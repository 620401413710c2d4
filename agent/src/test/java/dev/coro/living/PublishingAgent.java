package dev.coro.living;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing but hand out its means, as a debugger has them. */
public final class PublishingAgent {
  private static Instrumentation instrumentation;

  private PublishingAgent() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  static Instrumentation instrumentation() {
    return instrumentation;
  }
}
