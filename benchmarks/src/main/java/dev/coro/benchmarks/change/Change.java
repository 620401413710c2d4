package dev.coro.benchmarks.change;

import org.jspecify.annotations.Nullable;

/**
 * A number that two comparisons have.
 *
 * @param place where it stands
 * @param before what it was
 * @param now what it is
 * @param ratio the median now, in medians of before; null if that was zero
 * @param judgement whether the difference means something
 */
public record Change(
    Place place, Spread before, Spread now, @Nullable Double ratio, Judgement judgement) {
  /** Whether a difference is more than samples of one run differ among themselves. */
  public enum Judgement {
    /** No value that was seen before lies among those seen now: higher. */
    HIGHER,
    /** No value that was seen before lies among those seen now: lower. */
    LOWER,
    /** The samples of both overlap, so that their spread explains the difference. */
    WITHIN_SPREAD,
    /** They do not overlap, but one of them has no spread that could be considered. */
    SPREAD_UNKNOWN
  }

  /** Tells whether the spreads do not explain the difference. */
  public boolean differs() {
    return judgement == Judgement.HIGHER || judgement == Judgement.LOWER;
  }

  static Change of(Place place, Spread before, Spread now) {
    Double ratio = before.median() == 0 ? null : now.median() / before.median();
    return new Change(place, before, now, ratio, judge(before, now));
  }

  private static Judgement judge(Spread before, Spread now) {
    if (before.meets(now)) {
      return Judgement.WITHIN_SPREAD;
    }
    if (before.isPoint() || now.isPoint()) {
      return Judgement.SPREAD_UNKNOWN;
    }
    return now.median() > before.median() ? Judgement.HIGHER : Judgement.LOWER;
  }
}
