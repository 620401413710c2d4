package dev.coro.agent;

import dev.coro.transform.scan.Bridge;
import dev.coro.transform.scan.Bridges;
import dev.coro.transform.scan.SuspendablePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the bridges of blocking calls.
 *
 * @param on whether there are any
 * @param exclude methods that have none
 * @param add more of them
 * @param blocking what becomes of calls that block a carrier: {@code warn}, {@code error} or {@code
 *     off}; null if nothing is said
 */
record BridgeOptions(
    boolean on, List<SuspendablePattern> exclude, List<Bridge> add, @Nullable String blocking) {
  static final String KNOWN =
      "bridge=on|off, bridge.exclude=PATTERNS, bridge.add=FILE, blocking=warn|error|off";

  /** The bridges of a class loader that has more of them. */
  Bridges bridges(List<Bridge> ofLoader) {
    return on ? Bridges.ofJdk().and(ofLoader).and(add).without(exclude) : Bridges.none();
  }

  /** Collects the options one by one. */
  static final class Reader {
    private boolean on = true;
    private List<SuspendablePattern> exclude = List.of();
    private final List<Bridge> add = new ArrayList<>();
    private @Nullable String blocking;

    /** Reads one option; returns false if it is none of these. */
    boolean read(String name, String value) {
      switch (name) {
        case "bridge" -> on = isOn(value);
        case "bridge.exclude" -> exclude = AgentOptions.suspendable(name, value);
        case "bridge.add" ->
            readFile(Path.of(AgentOptions.required(name, value, "a file", "bridge.add=FILE")));
        case "blocking" -> blocking = blocking(value);
        default -> {
          return false;
        }
      }
      return true;
    }

    private static boolean isOn(String value) {
      return switch (value) {
        case "on" -> true;
        case "off" -> false;
        default ->
            throw AgentOptions.bad(
                "bridge", value, "there is no such choice", "bridge=on or bridge=off");
      };
    }

    private static String blocking(String value) {
      return switch (value) {
        case "warn", "error", "off" -> value;
        default ->
            throw AgentOptions.bad(
                "blocking", value, "there is no such choice", "blocking=warn, error or off");
      };
    }

    private void readFile(Path file) {
      try {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
          number++;
          String text = LoaderResources.withoutComment(line);
          if (text != null) {
            add.add(Bridge.parse(text, file + ", line " + number));
          }
        }
      } catch (IOException e) {
        throw AgentOptions.bad(
            "bridge.add", file.toString(), "it cannot be read (" + e + ")", "bridge.add=FILE");
      }
    }

    BridgeOptions finish() {
      return new BridgeOptions(on, exclude, List.copyOf(add), blocking);
    }
  }
}
