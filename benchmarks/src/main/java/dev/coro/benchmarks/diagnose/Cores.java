package dev.coro.benchmarks.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How many CPUs a process may use: by its affinity, and by the quota of its control group. */
final class Cores {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  private Cores() {}

  static double of(ProcReader reader, long pid) {
    double allowed =
        reader
            .readFile(pid, "status")
            .map(status -> count(Fields.of(status).text("Cpus_allowed_list")))
            .filter(count -> count > 0)
            .orElseGet(() -> (double) Runtime.getRuntime().availableProcessors());
    return reader
        .readFile(pid, "cgroup")
        .flatMap(Cores::quota)
        .map(quota -> Math.min(quota, allowed))
        .orElse(allowed);
  }

  /** Counts a list such as {@code 0-3,8}. */
  static double count(String list) {
    int count = 0;
    for (String part : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      int dash = part.indexOf('-');
      count +=
          dash < 0
              ? 1
              : Integer.parseInt(part.substring(dash + 1))
                  - Integer.parseInt(part.substring(0, dash))
                  + 1;
    }
    return count;
  }

  /** The quota of version 2 of the control groups. */
  private static Optional<Double> quota(String groups) {
    return groups
        .lines()
        .filter(line -> line.startsWith("0::/"))
        .map(line -> GROUPS.resolve(line.substring("0::/".length())).resolve("cpu.max"))
        .findFirst()
        .flatMap(Cores::readQuota);
  }

  private static Optional<Double> readQuota(Path file) {
    try {
      String[] fields = Files.readString(file).strip().split(" ", -1);
      return fields[0].equals("max")
          ? Optional.empty()
          : Optional.of(Double.parseDouble(fields[0]) / Double.parseDouble(fields[1]));
    } catch (IOException e) {
      return Optional.empty(); // No quota of its own.
    }
  }
}
