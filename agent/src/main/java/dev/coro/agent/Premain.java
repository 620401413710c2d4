package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Entry point of {@code -javaagent:coro.jar}. */
public final class Premain {
  private Premain() {}

  /** Installs the transform before {@code main} runs. Wrong options end the JVM with status 1. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    AgentOptions options;
    try {
      options = AgentOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    install(options, instrumentation);
  }

  /** Installs the transform in a running JVM; classes that are loaded already stay as they are. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    premain(arguments, instrumentation);
  }

  private static void install(AgentOptions options, Instrumentation instrumentation) {
    // The runtime reads these when it is initialised, which is after this method.
    System.setProperty("dev.coro.agent", "active");
    if (options.verify()) {
      System.setProperty("dev.coro.verify", "true");
    }
    AgentLog log = new AgentLog(options.log());
    instrumentation.addTransformer(new SuspendableClassTransformer(options, log), true);
    log.say(LogLevel.DEBUG, "agent installed with " + options);
  }
}
