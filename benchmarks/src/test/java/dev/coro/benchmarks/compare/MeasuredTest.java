package dev.coro.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasuredTest {
  @Test
  void medianOfAnOddNumberIsTheMiddleOne() {
    assertEquals(3, of(9.0, 1.0, 3.0).median());
  }

  @Test
  void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertEquals(2.5, of(9.0, 1.0, 3.0, 2.0).median());
  }

  @Test
  void rangeGoesFromTheSmallestToTheLargest() {
    Measured measured = of(5.0, 1.0, 9.0);
    assertEquals(List.of(1.0, 9.0), List.of(measured.min(), measured.max()));
  }

  @Test
  void figureWithoutSamplesIsRefused() {
    var failure = assertThrows(IllegalArgumentException.class, MeasuredTest::of);
    assertEquals("no sample for CREATE of COROUTINE", failure.getMessage());
  }

  private static Measured of(Double... samples) {
    return new Measured(ModelKind.COROUTINE, Metric.CREATE, List.of(samples), "how", "");
  }
}
