package dev.coro.benchmarks.diagnose;

import java.util.HashMap;
import java.util.Map;

/**
 * A file of lines {@code name: value}.
 *
 * @param values by name
 */
record Fields(Map<String, String> values) {
  static Fields of(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .filter(line -> line.contains(":"))
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
    return new Fields(values);
  }

  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** The number of that name; 0 if there is none. */
  long number(String name) {
    return Long.parseLong(values.getOrDefault(name, "0"));
  }
}
