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
      if (!result.isRight(program)) {
        throw new IOException(
            "wrong result of "
                + program.title()
                + ": it must be "
                + program.expected()
                + ", processes came to "
                + result.checksums());
      }
      processes.millis.put(program, result.samples());
    }
    return processes;
  }

  Table table(Results results) {
    List<List<String>> rows = new ArrayList<>();
    millis.forEach(
        (small, samples) ->
            results.programs().stream()
                .filter(program -> program.name().equals(small.name()))
                .forEach(program -> rows.add(row(results, program, small, samples))));
    List<String> headings = CanonReport.headings("program");
    headings.add(1, "processes");
    return new Table("Microseconds for a message: median", headings, rows);
  }

  private static List<String> row(
      Results results, Program program, Program small, Samples processes) {
    List<String> row = new ArrayList<>(List.of(program.name(), micros(small, processes)));
    for (Way way : CanonReport.ways()) {
      row.add(results.samples(program, way).map(one -> micros(program, one)).orElseThrow());
    }
    return row;
  }

  private static String micros(Program program, Samples millis) {
    return CanonReport.digits(1000 * millis.median() / program.handOvers());
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
