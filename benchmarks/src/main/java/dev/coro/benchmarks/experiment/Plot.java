package dev.coro.benchmarks.experiment;

import java.util.List;

/**
 * Figures as a picture.
 *
 * @param title what it shows
 * @param kind how
 * @param xLabel what the axis to the right means; for bars, what the bars are
 * @param yLabel what the other axis means, with the unit
 * @param logX whether the axis to the right is logarithmic
 * @param logY whether the other is
 * @param series the lines, or the groups of bars
 */
public record Plot(
    String title,
    Kind kind,
    String xLabel,
    String yLabel,
    boolean logX,
    boolean logY,
    List<Series> series) {
  /** How figures are drawn. */
  public enum Kind {
    /** Points by {@code x}, joined. */
    LINES,
    /** A bar for each label. */
    BARS
  }

  /** Copies the list. */
  public Plot {
    series = List.copyOf(series);
  }

  /**
   * Points that belong together.
   *
   * @param name for the legend
   * @param points in their order
   */
  public record Series(String name, List<Point> points) {
    /** Copies the list. */
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A median with its spread.
   *
   * @param label of a bar; empty for lines
   * @param x of a line; 0 for bars
   * @param y the median
   * @param low the smallest sample
   * @param high the largest
   */
  public record Point(String label, double x, double y, double low, double high) {
    /** A point of a line. */
    public static Point at(double x, Samples samples) {
      return new Point("", x, samples.median(), samples.min(), samples.max());
    }

    /** A bar. */
    public static Point bar(String label, Samples samples) {
      return new Point(label, 0, samples.median(), samples.min(), samples.max());
    }
  }
}
