package dev.coro.benchmarks.experiment;

import java.util.Map;

/**
 * How long a part takes on two cores that have nothing else to do. Only the progress bar relies on
 * it, which corrects what it says by what it sees.
 *
 * @param quickSeconds with {@code --quick}
 * @param fullSeconds without
 */
public record ExpectedTime(int quickSeconds, int fullSeconds) {
  /** The costs, which are no experiment. */
  public static final ExpectedTime COSTS = new ExpectedTime(48, 180);

  private static final Map<String, ExpectedTime> BY_ID =
      Map.ofEntries(
          Map.entry("create", new ExpectedTime(3, 50)),
          Map.entry("ring", new ExpectedTime(5, 70)),
          Map.entry("handoff", new ExpectedTime(4, 40)),
          Map.entry("scaling", new ExpectedTime(6, 100)),
          Map.entry("copy", new ExpectedTime(3, 30)),
          Map.entry("combined", new ExpectedTime(9, 60)),
          Map.entry("canon", new ExpectedTime(14, 180)),
          Map.entry("savina", new ExpectedTime(8, 180)),
          Map.entry("sharing", new ExpectedTime(5, 40)),
          Map.entry("crashes", new ExpectedTime(8, 8)),
          Map.entry("pages", new ExpectedTime(9, 150)),
          Map.entry("crawler", new ExpectedTime(7, 120)),
          Map.entry("database", new ExpectedTime(9, 150)),
          Map.entry("sleeping", new ExpectedTime(6, 100)),
          Map.entry("mixed", new ExpectedTime(8, 110)),
          Map.entry("pi", new ExpectedTime(18, 90)));

  /** Of an experiment; a guess where nobody has noted how long it takes. */
  public static ExpectedTime of(Experiment experiment) {
    return BY_ID.getOrDefault(experiment.id(), new ExpectedTime(10, 90));
  }

  static boolean isNoted(Experiment experiment) {
    return BY_ID.containsKey(experiment.id());
  }

  /** At this scale. */
  public int seconds(boolean quick) {
    return quick ? quickSeconds : fullSeconds;
  }
}
