package dev.coro.benchmarks.torture;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came of one run.
 *
 * @param difference how it differs from the plain run, or why it proves nothing; empty if it is
 *     good
 * @param figures what the agent has counted, by name
 * @param seconds how long it took
 * @param plainSeconds how long the program takes without the agent
 * @param command what to type to have it again
 */
public record TortureOutcome(
    TortureProgram program,
    TortureSettings settings,
    String difference,
    Map<String, String> figures,
    double seconds,
    double plainSeconds,
    String command) {

  /** Copies the figures. */
  public TortureOutcome {
    figures = Map.copyOf(figures);
  }

  /** Whether nothing of the torture was to be seen. */
  public boolean isGood() {
    return difference.isEmpty();
  }

  /** One of the agent's figures; 0 if it was not reported. */
  long figure(String name) {
    return Long.parseLong(figures.getOrDefault(name, "0"));
  }

  /** Methods that were not transformed, by the code of the reason. */
  Map<String, String> refused() {
    Map<String, String> refused = new TreeMap<>();
    figures.forEach(
        (name, value) -> {
          if (name.startsWith("refused.")) {
            refused.put(name.substring("refused.".length()), value);
          }
        });
    return refused;
  }
}
