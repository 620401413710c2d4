package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "7 | 7",
        "0.256 | 0.26",
        "9.876 | 9.88",
        "12.34 | 12.3",
        "123.4 | 123",
        "1234567.8 | 1,234,568",
        "-3.5 | -3.50"
      })
  void largeNumbersLoseTheirFractionAndGetGroups(double value, String expected) {
    assertEquals(expected, Numbers.plain(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1 | 1x", "8.5 | 8.50x", "0.02 | 0.02x", "0.002 | 0.0020x", "13155.2 | 13,155x"})
  void ratiosKeepTwoDigitsHoweverSmall(double value, String expected) {
    assertEquals(expected, Numbers.times(value));
  }
}
