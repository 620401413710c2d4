package dev.coro.agent;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the agent's option {@code torture}.
 *
 * @param seed of the random numbers that choose where the program is suspended
 * @param rate how probable a suspension is at each call; more than 0, at most 1
 * @param threads whether two threads run the program in turn, from suspension to suspension
 * @param report where the figures are written to when the program ends; null for nowhere
 */
record TortureOptions(long seed, double rate, boolean threads, @Nullable Path report) {
  static final String KNOWN = "seed=N, rate=P, threads, report=FILE";

  private static final double DEFAULT_RATE = 0.01;

  /** Collects the options one by one. */
  static final class Reader {
    private boolean torture;
    private @Nullable Long seed;
    private double rate = DEFAULT_RATE;
    private boolean threads;
    private @Nullable Path report;

    /** An option that needs {@code torture}; null while there is none. */
    private @Nullable String dependent;

    /** Reads one option; returns false if it is none of these. */
    boolean read(String name, String value) {
      switch (name) {
        case "torture" -> torture = AgentOptions.flag(name, value);
        case "seed" -> seed = parseSeed(value);
        case "rate" -> rate = parseRate(value);
        case "threads" -> threads = AgentOptions.flag(name, value);
        case "report" ->
            report = Path.of(AgentOptions.required(name, value, "a file", "report=torture.txt"));
        default -> {
          return false;
        }
      }
      if (!name.equals("torture")) {
        dependent = value.isEmpty() ? name : name + "=" + value;
      }
      return true;
    }

    private static long parseSeed(String value) {
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        throw AgentOptions.bad("seed", value, "it is no whole number", "seed=42");
      }
    }

    private static double parseRate(String value) {
      try {
        double rate = Double.parseDouble(value);
        if (rate > 0 && rate <= 1) {
          return rate;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw AgentOptions.bad(
          "rate", value, "it is no number above 0 and up to 1", "rate=0.01, or rate=1 for always");
    }

    /** The options, or null if the program is not to be tortured. */
    @Nullable TortureOptions finish() {
      if (!torture && dependent != null) {
        throw AgentOptions.bad(
            "torture", "", "it is not set, but " + dependent + " is", "torture," + dependent);
      }
      // Without a seed each run is another one; it says which.
      return torture
          ? new TortureOptions(seed == null ? System.nanoTime() : seed, rate, threads, report)
          : null;
    }
  }
}
