package dev.coro.benchmarks.change;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Figure;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Plot;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Collects all numbers of a comparison: those of the costs, and those in the plots. */
final class Places {
  private static final String COSTS = "costs";

  private final Map<Place, Spread> found = new LinkedHashMap<>();

  private Places() {}

  /** Returns the numbers in the order of the report. */
  static Map<Place, Spread> of(Comparison comparison) {
    Places places = new Places();
    comparison.figures().forEach(places::add);
    for (Finding finding : comparison.findings()) {
      finding.plots().forEach(plot -> places.add(finding.id(), plot));
    }
    return places.found;
  }

  private void add(Figure figure) {
    if (figure instanceof Measured measured) {
      Place place =
          new Place(COSTS, figure.metric().label(), figure.model().label(), figure.metric().unit());
      found.put(place, new Spread(measured.median(), measured.min(), measured.max()));
    }
  }

  private void add(String part, Plot plot) {
    for (Plot.Series series : plot.series()) {
      for (Plot.Point point : series.points()) {
        found.put(
            place(part, plot, series, point), new Spread(point.y(), point.low(), point.high()));
      }
    }
  }

  private static Place place(String part, Plot plot, Plot.Series series, Plot.Point point) {
    if (plot.kind() == Plot.Kind.LINES) {
      String at = plot.title() + ", " + number(point.x()) + " " + plot.xLabel();
      return new Place(part, at.strip(), series.name(), plot.yLabel());
    }
    // The bars of one series are compared with each other, those of several label by label.
    return plot.series().size() == 1
        ? new Place(part, plot.title(), point.label(), plot.yLabel())
        : new Place(part, plot.title() + ", " + point.label(), series.name(), plot.yLabel());
  }

  private static String number(double x) {
    return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(x);
  }
}
