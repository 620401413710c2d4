package dev.coro.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Writes numbers for people: three digits at least, groups of thousands, a point. */
final class Numbers {
  private Numbers() {}

  static String plain(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
  }

  /** Returns a number with its unit; of times and sizes, the unit that suits them. */
  static String amount(double value, String unit) {
    return switch (unit) {
      case "ns" -> scaled(value, 1000, List.of("ns", "us", "ms", "s"));
      case "ms" -> scaled(value, 1000, List.of("ms", "s"));
      case "bytes" -> scaled(value, 1024, List.of("bytes", "KiB", "MiB", "GiB"));
      case "count" -> plain(value);
      default -> plain(value) + " " + unit;
    };
  }

  private static String scaled(double value, int step, List<String> units) {
    double rest = value;
    int unit = 0;
    while (Math.abs(rest) >= step && unit < units.size() - 1) {
      rest /= step;
      unit++;
    }
    return plain(rest) + " " + units.get(unit);
  }

  /** Returns a ratio with its sign, as in {@code 8.50x}. */
  static String times(double ratio) {
    if (ratio != 0 && Math.abs(ratio) < 0.01) {
      return String.format(Locale.ROOT, "%.2gx", ratio);
    }
    return plain(ratio) + "x";
  }
}
