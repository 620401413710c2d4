package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RemainingTimeTest {
  private final RemainingTime remaining = new RemainingTime(100, 0);

  private static long second(double seconds) {
    return (long) (seconds * 1e9);
  }

  @Test
  void atFirstItIsWhatWasExpected() {
    remaining.begin(20, 0);
    assertEquals(Duration.ofSeconds(100), remaining.at(0));
  }

  @Test
  void itFallsWhileAPieceRuns() {
    remaining.begin(20, 0);
    assertEquals(Duration.ofSeconds(95), remaining.at(second(5)));
  }

  @Test
  void pieceThatTakesTooLongDoesNotMakeItNegative() {
    remaining.begin(20, 0);
    assertEquals(Duration.ofSeconds(80), remaining.at(second(500)));
  }

  @Test
  void slowPiecesMakeItLonger() {
    remaining.begin(20, 0);
    remaining.end(second(50));
    // (50 + 10) / (20 + 10): everything is taken to last twice as long.
    assertEquals(Duration.ofSeconds(160), remaining.at(second(50)));
  }

  @Test
  void shortFirstPieceDecidesLittle() {
    remaining.begin(1, 0);
    remaining.end(second(3));
    assertTrue(remaining.at(second(3)).toSeconds() < 130, remaining.at(second(3)).toString());
  }

  @Test
  void nothingRemainsInTheEnd() {
    remaining.begin(100, 0);
    remaining.end(second(300));
    assertEquals(Duration.ZERO, remaining.at(second(300)));
  }
}
