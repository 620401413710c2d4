package dev.coro.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private final Comparison comparison =
      new Comparison(
          new Machine("cpu", 1, 1, "os", "jdk"),
          "2026-01-02T03:04:05Z",
          "./coro compare",
          Scale.full(),
          List.of(
              new Measured(ModelKind.PROCESS, Metric.CREATE, List.of(30.0), "how", "remark"),
              new Absent(ModelKind.VIRTUAL_THREAD, Metric.CREATE, "why"),
              new Measured(ModelKind.COROUTINE, Metric.CREATE, List.of(2.0, 4.0), "how", "")),
          List.of());

  @Test
  void ratioIsThatOfTheMedians() {
    assertEquals(Optional.of(10.0), comparison.ratio(ModelKind.PROCESS, Metric.CREATE));
  }

  @Test
  void absentOrUnaskedFigureHasNoRatio() {
    assertTrue(comparison.ratio(ModelKind.VIRTUAL_THREAD, Metric.CREATE).isEmpty());
    assertTrue(comparison.ratio(ModelKind.PROCESS, Metric.SWITCH).isEmpty());
  }

  @Test
  void jsonKeepsEverything() throws Exception {
    assertEquals(comparison, Json.toComparison(Json.ofComparison(comparison)));
  }

  @Test
  void jsonNamesStatusUnitFreeSamplesAndMedian() {
    String json = Json.ofComparison(comparison).replaceAll("\\s+", "");
    assertTrue(
        json.contains(
            "{\"status\":\"measured\",\"model\":\"COROUTINE\",\"metric\":\"CREATE\",\"samples\":[2.0,4.0]"),
        json);
    assertTrue(json.contains("\"median\":3.0"), json);
    assertTrue(json.contains("\"status\":\"absent\""), json);
  }
}
