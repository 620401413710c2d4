package dev.coro.benchmarks.report;

import dev.coro.benchmarks.change.Change;
import dev.coro.benchmarks.change.Place;
import dev.coro.benchmarks.change.Spread;

/**
 * A number that two comparisons have, in words.
 *
 * @param what the part and what is measured there
 * @param name whose number it is
 * @param before median and spread of before
 * @param now median and spread of now
 * @param ratio now in multiples of before
 * @param judged whether the difference is more than the spreads explain
 * @param differs whether it is
 */
record ChangeLine(
    String what,
    String name,
    String before,
    String now,
    String ratio,
    String judged,
    boolean differs) {
  static ChangeLine of(Change change) {
    Place place = change.place();
    Double ratio = change.ratio();
    return new ChangeLine(
        place.part() + ": " + place.group() + " [" + place.unit() + "]",
        place.name(),
        spread(change.before()),
        spread(change.now()),
        ratio == null ? "" : Numbers.times(ratio),
        words(change.judgement()),
        change.differs());
  }

  private static String words(Change.Judgement judgement) {
    return switch (judgement) {
      case HIGHER -> "higher";
      case LOWER -> "lower";
      case WITHIN_SPREAD -> "no";
      case SPREAD_UNKNOWN -> "unknown";
    };
  }

  private static String spread(Spread spread) {
    String median = Numbers.plain(spread.median());
    return spread.low() == spread.high()
        ? median
        : median + " (" + Numbers.plain(spread.low()) + ".." + Numbers.plain(spread.high()) + ")";
  }
}
