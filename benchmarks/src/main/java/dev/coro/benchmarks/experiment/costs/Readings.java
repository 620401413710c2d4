package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.experiment.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a measuring JVM has printed: samples by key, in a line each, {@code key times nanoseconds
 * checksum} between tabs.
 */
final class Readings {
  private static final String SEPARATOR = "\t";

  private record Reading(long times, double nanos, long checksum) {}

  /** Tells what the checksum must be. */
  interface Expected {
    /** Of what was done so many times. */
    long checksum(String key, long times);
  }

  private static final String REFUSED = "refused";

  private final String who;
  private final Map<String, List<Reading>> byKey = new LinkedHashMap<>();
  private final List<String> refusals = new ArrayList<>();

  private Readings(String who) {
    this.who = who;
  }

  /** Prints a sample, in the JVM that is measured. */
  static void print(String key, int times, Sampling.Run run) {
    double nanos = (double) run.nanos() / run.steps();
    System.out.println(String.join(SEPARATOR, key, "" + times, "" + nanos, "" + run.checksum()));
  }

  /** Prints that the system refused something. */
  static void printRefusal(String key, String why) {
    System.out.println(String.join(SEPARATOR, REFUSED, key + ": " + why));
  }

  /**
   * Reads what was printed, and compares the checksums.
   *
   * @param who whose work it was, for the message
   * @throws IOException if a line cannot be read, or a checksum is another
   */
  static Readings checked(String who, String printed, Expected expected) throws IOException {
    Readings readings = new Readings(who);
    for (String line : printed.lines().toList()) {
      readings.add(line, expected);
    }
    return readings;
  }

  private void add(String line, Expected expected) throws IOException {
    String[] fields = line.split(SEPARATOR, -1);
    if (fields[0].equals(REFUSED)) {
      refusals.add(fields[1]);
      return;
    }
    if (fields.length != 4) {
      throw new IOException(who + " printed what is no sample: " + line);
    }
    Reading reading =
        new Reading(
            Long.parseLong(fields[1]), Double.parseDouble(fields[2]), Long.parseLong(fields[3]));
    long wanted = expected.checksum(fields[0], reading.times());
    if (reading.checksum() != wanted) {
      throw new IOException(
          "the work of "
              + who
              + " came to "
              + reading.checksum()
              + " instead of "
              + wanted
              + ", at "
              + fields[0]);
    }
    byKey.computeIfAbsent(fields[0], key -> new ArrayList<>()).add(reading);
  }

  /** What the system refused, and why. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** The nanoseconds of one step. */
  Optional<Samples> nanos(String key) {
    return Optional.ofNullable(byKey.get(key))
        .map(readings -> Samples.of(readings.stream().map(Reading::nanos).toList()));
  }

  /** The same, of something that must have been measured. */
  Samples require(String key) throws IOException {
    return nanos(key).orElseThrow(() -> new IOException(who + " did not measure " + key));
  }
}
