package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Program;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what the runs of a program came to with what they must come to. */
final class Checksums {
  private Checksums() {}

  /**
   * Compares all of them.
   *
   * @param checksums by the name of the way, one in each set if all is well
   * @throws IOException with what each way has come to, if any is wrong
   */
  static void check(Program program, Map<String, Set<Long>> checksums) throws IOException {
    long expected = program.expected();
    if (checksums.values().stream().allMatch(Set.of(expected)::equals)) {
      return;
    }
    throw new IOException(
        String.format(
            "wrong result of %s: it must be %d, but %s",
            program.title(),
            expected,
            checksums.entrySet().stream()
                .map(entry -> entry.getKey() + " came to " + entry.getValue())
                .collect(Collectors.joining(", "))));
  }
}
