package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.VirtualThreads;
import dev.coro.benchmarks.experiment.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes figures for people. */
final class Words {
  static final String ABSENT = "-";

  private Words() {}

  /** The plural of a kind. */
  static String many(ModelKind kind) {
    return kind == ModelKind.PROCESS ? "processes" : kind.label() + "s";
  }

  /** The kinds that this JDK has. */
  static List<ModelKind> kindsHere() {
    return Arrays.stream(ModelKind.values())
        .filter(kind -> kind != ModelKind.VIRTUAL_THREAD || VirtualThreads.factory().isPresent())
        .toList();
  }

  /** Why some kinds are missing; none if none are. */
  static List<String> whyNotAllKinds() {
    return VirtualThreads.factory().isPresent()
        ? List.of()
        : List.of("No virtual threads: " + VirtualThreads.whyAbsent() + ".");
  }

  /** Three digits at least, groups of thousands. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A whole number with groups of thousands. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Median, smallest and largest. */
  static String spread(Samples samples) {
    return number(samples.median())
        + " ("
        + number(samples.min())
        + ".."
        + number(samples.max())
        + ")";
  }

  /** Nanoseconds, in the unit that suits them. */
  static String time(double nanos) {
    if (nanos < 1e3) {
      return number(nanos) + " ns";
    }
    if (nanos < 1e6) {
      return number(nanos / 1e3) + " us";
    }
    return number(nanos / 1e6) + " ms";
  }

  /** Whether the one is below the other, its spread considered. */
  static boolean clearlyLess(Samples one, Samples other) {
    return one.median() < other.min();
  }

  /** How many times as much. */
  static String times(double ratio) {
    return number(ratio) + " times";
  }
}
