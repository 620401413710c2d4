package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import java.util.Locale;

/** Messages on standard error; the platform's logging may not be initialised this early. */
record AgentLog(LogLevel threshold) {
  void say(LogLevel level, String message) {
    if (level.compareTo(threshold) <= 0) {
      System.err.println("[coro] " + level.name().toLowerCase(Locale.ROOT) + ": " + message);
    }
  }
}
