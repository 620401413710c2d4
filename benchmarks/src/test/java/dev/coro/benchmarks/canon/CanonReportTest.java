package dev.coro.benchmarks.canon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.canon.program.PingPong;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.Skynet;
import dev.coro.benchmarks.canon.savina.Queens;
import dev.coro.benchmarks.canon.world.Way;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanonReportTest {
  private static final Program TALKS = new PingPong(10);
  private static final Program COMPUTES = new Queens(4);
  private static final Program LARGE = new Skynet(1_000_000);

  @Test
  void aWrongChecksumIsReportedWithAllOthers() {
    Results results = new Results(List.of(TALKS));
    long right = TALKS.expected();
    results.add(TALKS, Way.PLATFORM_THREADS, new Result(List.of(1.0), Set.of(right)));
    results.add(TALKS, Way.ONE_CARRIER, new Result(List.of(1.0), Set.of(7L)));
    IOException thrown = assertThrows(IOException.class, results::check);
    assertEquals(
        "wrong result of ping-pong, 10 rounds: it must be %d, but platform threads came to [%d],"
                .formatted(right, right)
            + " coroutines, one carrier came to [7]",
        thrown.getMessage());
  }

  @Test
  void aChecksumThatChangesIsWrong() {
    Results results = new Results(List.of(TALKS));
    Set<Long> two = Set.of(TALKS.expected(), 7L);
    results.add(TALKS, Way.ONE_CARRIER, new Result(List.of(1.0, 2.0), two));
    assertThrows(IOException.class, results::check);
  }

  @Test
  void resultsAreReadAsTheyAreWritten() {
    Result result = new Result(List.of(1.5, 2.25), Set.of(-7L));
    assertEquals(result, Result.parse(result.format()));
  }

  @Test
  void theVerdictTellsWhereCoroutinesLeadAndWhereNot() {
    Results results = new Results(List.of(TALKS, COMPUTES, LARGE));
    add(results, TALKS, 40, 20, 2, 30);
    add(results, COMPUTES, 5, 6, 10, 5);
    results.add(LARGE, Way.ONE_CARRIER, result(LARGE, 100));
    results.add(LARGE, Way.VIRTUAL_THREADS, result(LARGE, 105));
    results.add(LARGE, Way.CARRIER_PER_CORE, result(LARGE, 95));
    assertEquals(
        "Coroutines of one carrier beat the faster kind of threads in 1 of 3 programs: ping-pong"
            + " 10.0x. No clear difference in 1: skynet. Threads win in 1: N-queens (platform threads 2.0"
            + " times as fast; it computes, and one carrier uses one core). A carrier for each core"
            + " helps in 1: N-queens, and costs more than it brings in 1: ping-pong.",
        new Verdict(results).words());
  }

  @Test
  void whatTheSpreadHidesIsNoDifference() {
    Results results = new Results(List.of(TALKS));
    add(results, TALKS, 90, 90, 10, 90);
    Set<Long> right = Set.of(TALKS.expected());
    Result unsteady = new Result(List.of(8.0, 90.0, 95.0), right);
    results.add(TALKS, Way.VIRTUAL_THREADS, unsteady);
    results.add(TALKS, Way.PLATFORM_THREADS, unsteady);
    String words = new Verdict(results).words();
    assertTrue(words.contains("in 0 of 1 programs. No clear difference in 1: ping-pong."), words);
  }

  private static void add(
      Results results, Program program, double platform, double virtual, double one, double each) {
    results.add(program, Way.PLATFORM_THREADS, result(program, platform));
    results.add(program, Way.VIRTUAL_THREADS, result(program, virtual));
    results.add(program, Way.ONE_CARRIER, result(program, one));
    results.add(program, Way.CARRIER_PER_CORE, result(program, each));
  }

  private static Result result(Program program, double millis) {
    return new Result(List.of(millis - 1, millis, millis + 1), Set.of(program.expected()));
  }

  @Test
  void whatDoesNotFitIsAbsentWithTheReason() {
    assertTrue(Way.PLATFORM_THREADS.absence(LARGE.tasks()).isPresent());
    assertEquals(Optional.empty(), Way.PLATFORM_THREADS.absence(TALKS.tasks()));
    Results results = new Results(List.of(LARGE));
    results.add(LARGE, Way.ONE_CARRIER, result(LARGE, 10));
    CanonReport report = new CanonReport(results, Extent.QUICK);
    List<String> row = report.times().rows().get(0);
    assertEquals(List.of("skynet, 1,000,000 leaves", "n/a"), row.subList(0, 2));
    assertTrue(row.contains("10.0 (9.00..11.0) 1.00x"), row.toString());
    assertTrue(
        report.notes().stream()
            .anyMatch(
                note ->
                    note.startsWith(
                        "n/a for platform threads with skynet, 1,000,000 leaves (up to 1,111,111"
                            + " tasks): ")),
        report.notes().toString());
  }
}
