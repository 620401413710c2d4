package dev.coro.benchmarks.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpectedTimeTest {
  @Test
  void everyExperimentHasOne() {
    List<String> without =
        Experiments.all().stream()
            .filter(one -> !ExpectedTime.isNoted(one))
            .map(Experiment::id)
            .toList();
    assertEquals(List.of(), without, "note these in ExpectedTime");
  }

  @Test
  void everythingFitsIntoWhatThePageOfTheComparisonPromises() {
    assertTrue(all(true) < 3 * 60, "quick: " + all(true) + " s");
    assertTrue(all(false) < 30 * 60, "full: " + all(false) + " s");
  }

  private static int all(boolean quick) {
    return ExpectedTime.COSTS.seconds(quick)
        + Experiments.all().stream().mapToInt(one -> ExpectedTime.of(one).seconds(quick)).sum();
  }
}
