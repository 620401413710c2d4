package dev.coro.transform.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Random programs behave the same, wherever they are suspended.
 *
 * <p>Runs for longer with {@code -Dcoro.fuzz.duration=PT1H}, from {@code -Dcoro.fuzz.seed=N} on;
 * {@code -Dcoro.fuzz.program=N} runs one program.
 */
final class FuzzTest {
  private static final String DURATION = "coro.fuzz.duration";
  private static final String SEED = "coro.fuzz.seed";
  private static final String PROGRAM = "coro.fuzz.program";

  private static final long FIXED_SEED = 1;
  private static final int FIXED_PROGRAMS = 150;
  private static final Duration RANDOM_DURATION = Duration.ofSeconds(10);

  @Test
  @DisabledIfSystemProperty(named = DURATION, matches = ".+")
  @DisabledIfSystemProperty(named = PROGRAM, matches = ".+")
  void fixedSeeds() {
    Statistics statistics = run(FIXED_SEED, Duration.ofDays(1), FIXED_PROGRAMS);
    // A generator that suspends nothing would prove nothing.
    assertTrue(statistics.suspensions > 50L * FIXED_PROGRAMS, statistics.toString());
  }

  @Test
  @DisabledIfSystemProperty(named = DURATION, matches = ".+")
  @DisabledIfSystemProperty(named = PROGRAM, matches = ".+")
  void randomSeed() {
    run(System.nanoTime(), RANDOM_DURATION, Long.MAX_VALUE);
  }

  @Test
  @EnabledIfSystemProperty(named = DURATION, matches = ".+")
  void forAsLongAsAskedFor() {
    Duration duration = Duration.parse(System.getProperty(DURATION));
    run(Long.getLong(SEED, System.nanoTime()), duration, Long.MAX_VALUE);
  }

  @Test
  @EnabledIfSystemProperty(named = PROGRAM, matches = ".+")
  void oneProgram() {
    run(Long.getLong(PROGRAM), Duration.ofDays(1), 1);
  }

  private static Statistics run(long seed, Duration duration, long programs) {
    System.out.println("fuzz: from seed " + seed);
    Fuzzer fuzzer = new Fuzzer();
    long start = System.nanoTime();
    try {
      fuzzer.run(seed, count -> count < programs && System.nanoTime() - start < duration.toNanos());
    } finally {
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      System.out.println(
          "fuzz: from seed " + seed + ": " + fuzzer.statistics() + ", " + taken.toSeconds() + " s");
    }
    return fuzzer.statistics();
  }
}
