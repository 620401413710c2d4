package dev.coro.benchmarks.report;

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

  /** Returns a ratio with its sign, as in {@code 8.50x}. */
  static String times(double ratio) {
    if (ratio != 0 && Math.abs(ratio) < 0.01) {
      return String.format(Locale.ROOT, "%.2gx", ratio);
    }
    return plain(ratio) + "x";
  }
}
