package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.transform.scan.Bridge;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads all resources of a name that a class loader sees: one entry a line, {@code #} begins a
 * comment at the start of a line or behind a blank.
 */
record LoaderResources(AgentLog log) {
  /** Patterns of suspendable methods. */
  static final String SUSPENDABLES = "META-INF/coro/suspendables";

  /** Bridges of blocking methods. */
  static final String BRIDGES = "META-INF/coro/bridges";

  /** Reads one entry. */
  interface Parser<T> {
    /**
     * The entry.
     *
     * @param where it was found, for messages
     * @throws IllegalArgumentException with a message for people
     */
    T parse(String text, String where);
  }

  /** All patterns of suspendable methods; a bad one is reported and left out. */
  List<SuspendablePattern> suspendables(ClassLoader loader) {
    return read(loader, SUSPENDABLES, SuspendablePattern::parse);
  }

  /** All bridges; a bad one is reported and left out. */
  List<Bridge> bridges(ClassLoader loader) {
    return read(loader, BRIDGES, Bridge::parse);
  }

  private <T> List<T> read(ClassLoader loader, String name, Parser<T> parser) {
    List<T> entries = new ArrayList<>();
    try {
      for (URL resource : Collections.list(loader.getResources(name))) {
        read(resource, parser, entries);
      }
    } catch (IOException | RuntimeException e) {
      log.say(LogLevel.WARN, "cannot look for " + name + " in " + loader + ": " + e);
    }
    return entries;
  }

  private <T> void read(URL resource, Parser<T> parser, List<T> entries) throws IOException {
    URLConnection connection = resource.openConnection();
    // A cached jar file would stay open as long as the JVM runs.
    connection.setUseCaches(false);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = withoutComment(line);
        if (text != null) {
          add(text, resource + ", line " + number, parser, entries);
        }
      }
    }
  }

  /** The entry of a line; null if there is none. */
  static @Nullable String withoutComment(String line) {
    String text = (" " + line).replaceFirst("\\s#.*", "").strip();
    return text.isEmpty() ? null : text;
  }

  private <T> void add(String text, String where, Parser<T> parser, List<T> entries) {
    try {
      entries.add(parser.parse(text, where));
    } catch (IllegalArgumentException e) {
      log.say(LogLevel.WARN, String.valueOf(e.getMessage()));
    }
  }
}
