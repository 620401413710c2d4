package dev.coro.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Entry point of the Java agent. */
public final class Premain {
  private Premain() {}

  /**
   * Called by the VM before the application's main method.
   *
   * @param options the text behind {@code -javaagent:coro.jar=}, or null when there is none
   * @param instrumentation the VM's instrumentation service
   */
  public static void premain(@Nullable String options, Instrumentation instrumentation) {}
}
