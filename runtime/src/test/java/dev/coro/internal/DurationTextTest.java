package dev.coro.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "7ns, PT0.000000007S",
    "999999999us, PT999.999999S",
    "100ms, PT0.1S",
    "2s, PT2S",
    "3m, PT3M",
    "1h, PT1H",
    "PT0.1S, PT0.1S",
    "-PT1S, PT-1S"
  })
  void numbersWithUnitsAndIsoAreRead(String text, Duration expected) {
    assertEquals(expected, DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "5 ms", "-5ms", "1d", "1.5s", "12345678901s", "soon"})
  void otherTextsAreNot(String text) {
    assertNull(DurationText.parse(text));
  }
}
