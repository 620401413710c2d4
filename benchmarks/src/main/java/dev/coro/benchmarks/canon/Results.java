package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Way;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What came of all programs of a suite. */
final class Results {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The largest trees of tasks are alive as a whole. */
  private static final List<String> FLAGS = List.of("-Xmx4g");

  private final Map<Program, Map<Way, Result>> results = new LinkedHashMap<>();

  Results(List<Program> programs) {
    programs.forEach(program -> results.put(program, new EnumMap<>(Way.class)));
  }

  /**
   * Measures a suite, in a JVM of its own for each way.
   *
   * @throws IOException if a JVM ended badly, or a program came to a wrong result
   */
  static Results measure(Lab lab, Suite suite, Extent extent)
      throws IOException, InterruptedException {
    Results results = new Results(suite.programs(extent));
    for (Way way : Way.values()) {
      List<Program> present =
          results.programs().stream().filter(one -> way.absence(one.tasks()).isEmpty()).toList();
      if (!present.isEmpty()) {
        List<String> arguments = List.of(suite.name(), extent.name(), way.name());
        results.addAll(way, present, run(lab, way, arguments).lines().iterator());
      }
    }
    results.check();
    return results;
  }

  private static String run(Lab lab, Way way, List<String> arguments)
      throws IOException, InterruptedException {
    // Threads need no agent, and are spared what it would do to the programs' methods.
    Lab.Outcome outcome =
        way.isCoroutines()
            ? lab.run(LIMIT, FLAGS, CanonMain.class, arguments.toArray(String[]::new))
            : lab.runWithoutAgent(LIMIT, FLAGS, CanonMain.class, arguments);
    try {
      return outcome.checked();
    } catch (IOException e) {
      throw new IOException(way.label() + ": " + e.getMessage(), e);
    }
  }

  private void addAll(Way way, List<Program> programs, Iterator<String> lines) throws IOException {
    for (Program program : programs) {
      if (!lines.hasNext()) {
        throw new IOException(way.label() + ": no result of " + program.title());
      }
      add(program, way, Result.parse(lines.next()));
    }
  }

  void add(Program program, Way way, Result result) {
    byWay(program).put(way, result);
  }

  /**
   * Compares checksums.
   *
   * @throws IOException with what each way has come to, if any is wrong
   */
  void check() throws IOException {
    for (Program program : programs()) {
      Map<String, Set<Long>> checksums = new LinkedHashMap<>();
      byWay(program).forEach((way, result) -> checksums.put(way.label(), result.checksums()));
      Checksums.check(program, checksums);
    }
  }

  List<Program> programs() {
    return List.copyOf(results.keySet());
  }

  /** The name, with the size if there are several of that name. */
  String label(Program program) {
    long same = programs().stream().filter(one -> one.name().equals(program.name())).count();
    return same == 1 ? program.name() : program.title();
  }

  Optional<Samples> samples(Program program, Way way) {
    return Optional.ofNullable(byWay(program).get(way)).map(Result::samples);
  }

  private Map<Way, Result> byWay(Program program) {
    return results.getOrDefault(program, Map.of());
  }
}
