package dev.coro.benchmarks.canon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.savina.Counting;
import dev.coro.benchmarks.canon.savina.Queens;
import dev.coro.benchmarks.canon.savina.Sieve;
import dev.coro.benchmarks.canon.world.Way;
import dev.coro.benchmarks.canon.world.World;
import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.experiment.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class CanonIT {
  private static final Lab LAB =
      new Lab(Jvm.current(Path.of(System.getProperty("coro.agent"))), true);

  static Stream<Arguments> programsAndWays() {
    return Arrays.stream(Suite.values())
        .flatMap(suite -> suite.programs(Extent.TINY).stream())
        .flatMap(program -> CanonReport.ways().stream().map(way -> Arguments.of(program, way)));
  }

  @ParameterizedTest
  @MethodSource("programsAndWays")
  void eachProgramComesToTheSameEachWay(Program program, Way way) throws Exception {
    Result result = CanonMain.measure(program, way, Extent.TINY);
    assertEquals(Set.of(program.expected()), result.checksums());
    assertEquals(2, result.millis().size());
    assertTrue(result.samples().min() > 0, result.millis().toString());
  }

  /** Where the right result is known from elsewhere. */
  @Test
  void whatIsExpectedIsRight() {
    assertEquals(92, new Queens(8).expected());
    assertEquals(31 * (31 * (31 * 2 + 3) + 5) + 7, new Sieve(11).expected());
    assertEquals(45, new Counting(10).expected());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aTaskThatFailsFailsTheProgram(Way way) {
    try (World world = way.open()) {
      assertThrows(
          RuntimeException.class,
          () ->
              world.run(
                  () -> {
                    throw new IllegalArgumentException("no");
                  }));
    }
  }

  static List<Way> ways() {
    return CanonReport.ways();
  }

  @Test
  void threadsNoticeThatAnotherTaskHasFailed() {
    try (World world = Way.PLATFORM_THREADS.open()) {
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  world.run(
                      () -> {
                        world.start(
                            () -> {
                              throw new IOException("no");
                            });
                        return world.<Long>unbounded().receive();
                      }));
      assertEquals("no", String.valueOf(thrown.getCause().getMessage()));
    }
  }

  @Test
  void eachWayIsMeasuredInAJvmOfItsOwn() throws Exception {
    for (Suite suite : Suite.values()) {
      Results results = Results.measure(LAB, suite, Extent.TINY);
      CanonReport report = new CanonReport(results, Extent.TINY);
      List<List<String>> rows = report.times().rows();
      assertEquals(suite.programs(Extent.TINY).size(), rows.size());
      rows.forEach(row -> assertTrue(row.stream().noneMatch("n/a"::equals), row.toString()));
      assertEquals(CanonReport.ways().size(), report.plot().series().size());
    }
  }

  @Test
  void processesPassTheSameMessages() throws Exception {
    Processes processes = Processes.measure(LAB, Extent.TINY);
    Results results = Results.measure(LAB, Suite.CANON, Extent.TINY);
    List<List<String>> rows = processes.table(results).rows();
    assertEquals(
        List.of("thread-ring", "ping-pong", "pipe brigade"),
        rows.stream().map(row -> row.get(0)).toList());
    assertTrue(processes.words(results).contains(" in ping-pong, "), processes.words(results));
  }
}
