package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Way;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a message costs between processes, beside the other ways. */
final class Processes {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Map<Program, Samples> millis = new LinkedHashMap<>();

  private Processes() {}

  /**
   * Measures them.
   *
   * @throws IOException if a process ended badly, or a program came to a wrong result
   */
  static Processes measure(Lab lab, Extent extent) throws IOException, InterruptedException {
    Iterator<String> lines =
        lab.runWithoutAgent(LIMIT, List.of(), ProcessMain.class, List.of(extent.name()))
            .checked()
            .lines()
            .iterator();
    Processes processes = new Processes();
    for (Program program : ProcessMain.programs(extent)) {
      Result result = Result.parse(lines.next());
      Checksums.check(program, Map.of("processes", result.checksums()));
      processes.millis.put(program, result.samples());
    }
    return processes;
  }

  Table table(Results results) {
    List<List<String>> rows = new ArrayList<>();
    millis.forEach(
        (small, samples) -> rows.add(row(results, large(results, small), small, samples)));
    List<String> headings = CanonReport.headings("program");
    headings.add(1, "processes");
    return new Table("Microseconds for a message: median", headings, rows);
  }

  /** The program of that name as the other ways run it. */
  private static Program large(Results results, Program small) {
    return results.programs().stream()
        .filter(program -> program.name().equals(small.name()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> row(
      Results results, Program program, Program small, Samples processes) {
    List<String> row = new ArrayList<>();
    row.add(program.name());
    row.add(CanonReport.digits(micros(small, processes)));
    for (Way way : CanonReport.ways()) {
      row.add(CanonReport.digits(micros(results, program, way)));
    }
    return row;
  }

  private static double micros(Results results, Program program, Way way) {
    return micros(program, results.samples(program, way).orElseThrow());
  }

  private static double micros(Program program, Samples millis) {
    return 1000 * millis.median() / program.handOvers();
  }

  /** How processes compare with coroutines of one carrier, in a sentence. */
  String words(Results results) {
    List<String> ratios = new ArrayList<>();
    millis.forEach(
        (small, samples) -> {
          Program program = large(results, small);
          double ratio = micros(small, samples) / micros(results, program, Way.ONE_CARRIER);
          ratios.add(String.format(Locale.ROOT, "%.1f in %s", ratio, program.name()));
        });
    return "A message between processes takes this many times as long as one between coroutines of"
        + " one carrier: "
        + String.join(", ", ratios)
        + ".";
  }

  /** What has to be known of the table. */
  List<String> notes() {
    List<String> sizes = millis.keySet().stream().map(Program::title).toList();
    return List.of(
        "Processes are small JVMs, joined by pipes; each message is written at once. Their start is"
            + " not counted, and the programs are smaller: "
            + String.join("; ", sizes)
            + ".",
        "The other programs have no column for processes: skynet and sleepers would need thousands"
            + " of them, and the creatures of chameneos-redux answer through what they were sent,"
            + " which a process cannot.");
  }
}
