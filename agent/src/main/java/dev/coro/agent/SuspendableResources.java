package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.transform.scan.SuspendablePattern;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the patterns of suspendable methods from all resources {@code META-INF/coro/suspendables}
 * that a class loader sees: one a line, {@code #} begins a comment at the start of a line or behind
 * a blank.
 */
record SuspendableResources(AgentLog log) {
  static final String NAME = "META-INF/coro/suspendables";

  /** All patterns; a bad one is reported and left out. */
  List<SuspendablePattern> read(ClassLoader loader) {
    List<SuspendablePattern> patterns = new ArrayList<>();
    try {
      for (URL resource : Collections.list(loader.getResources(NAME))) {
        read(resource, patterns);
      }
    } catch (IOException | RuntimeException e) {
      log.say(LogLevel.WARN, "cannot look for " + NAME + " in " + loader + ": " + e);
    }
    return patterns;
  }

  private void read(URL resource, List<SuspendablePattern> patterns) throws IOException {
    URLConnection connection = resource.openConnection();
    // A cached jar file would stay open as long as the JVM runs.
    connection.setUseCaches(false);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = (" " + line).replaceFirst("\\s#.*", "").strip();
        if (!text.isEmpty()) {
          add(text, resource + ", line " + number, patterns);
        }
      }
    }
  }

  private void add(String text, String where, List<SuspendablePattern> patterns) {
    try {
      patterns.add(SuspendablePattern.parse(text, where));
    } catch (IllegalArgumentException e) {
      log.say(LogLevel.WARN, String.valueOf(e.getMessage()));
    }
  }
}
