package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Way;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results as a table, a plot and notes. */
final class CanonReport {
  private static final String ABSENT = "n/a";

  private final Results results;
  private final Extent extent;

  CanonReport(Results results, Extent extent) {
    this.results = results;
    this.extent = extent;
  }

  Table times() {
    List<List<String>> rows = new ArrayList<>();
    for (Program program : results.programs()) {
      List<String> row = new ArrayList<>(List.of(program.title()));
      for (Way way : ways()) {
        row.add(results.samples(program, way).map(one -> cell(program, one)).orElse(ABSENT));
      }
      rows.add(row);
    }
    return new Table(
        "Milliseconds for a run: median (smallest..largest), and times coroutines of one carrier",
        headings("program"),
        rows);
  }

  private String cell(Program program, Samples millis) {
    double coroutines =
        results.samples(program, Way.ONE_CARRIER).map(Samples::median).orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "%s (%s..%s) %.2fx",
        digits(millis.median()),
        digits(millis.min()),
        digits(millis.max()),
        millis.median() / coroutines);
  }

  static String digits(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  static List<String> headings(String first) {
    List<String> headings = new ArrayList<>(List.of(first));
    ways().forEach(way -> headings.add(way.label()));
    return headings;
  }

  /** The ways that this JDK has. */
  static List<Way> ways() {
    return List.of(Way.values()).stream().filter(way -> way.absence(1).isEmpty()).toList();
  }

  Plot plot() {
    List<Plot.Series> series = new ArrayList<>();
    for (Way way : ways()) {
      List<Plot.Point> points = new ArrayList<>();
      for (Program program : results.programs()) {
        results
            .samples(program, way)
            .ifPresent(millis -> points.add(Plot.Point.bar(results.label(program), millis)));
      }
      series.add(new Plot.Series(way.label(), points));
    }
    return new Plot("A run of each program", Plot.Kind.BARS, "", "ms", false, true, series);
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Each program is written once; only what starts, sleeps, sends and locks differs. Its"
            + " checksum does not depend on who runs when, and is compared with one that was computed"
            + " without tasks, in every run. Each column is a JVM of its own with -Xmx4g: "
            + extent.words()
            + " for each program.");
    notes.add(
        "Threads use SynchronousQueue, ArrayBlockingQueue, LinkedBlockingQueue and ReentrantLock,"
            + " none of them fair, and run without the agent. Coroutines use channels, which are"
            + " fair; those of one carrier need no lock for what does not suspend, those of several"
            + " carriers use shared channels and a monitor.");
    notes.add(
        "A carrier for each core: tasks go to the carriers in turn, but the lower levels of skynet"
            + " stay where the level above is. Virtual threads have as many carriers as there are"
            + " cores, too.");
    notes.add(
        String.format(
            Locale.ROOT,
            "A difference is clear if medians are more than a factor of %.1f apart and the slower"
                + " way's fastest sample took longer than the faster way's median. On a busy machine,"
                + " or in a short measurement, little is clear.",
            Verdict.SAME));
    absences()
        .forEach(
            (why, programs) ->
                notes.add("n/a for " + String.join("; ", programs) + ": " + why + "."));
    return notes;
  }

  private Map<String, List<String>> absences() {
    Map<String, List<String>> absences = new LinkedHashMap<>();
    for (Way way : Way.values()) {
      way.absence(1)
          .ifPresent(why -> absences.put(why, List.of(way.label() + " (no column for them)")));
    }
    for (Way way : ways()) {
      for (Program program : results.programs()) {
        Optional<String> why = way.absence(program.tasks());
        why.ifPresent(
            reason ->
                absences
                    .computeIfAbsent(reason, key -> new ArrayList<>())
                    .add(
                        String.format(
                            Locale.ROOT,
                            "%s with %s (up to %,d tasks)",
                            way.label(),
                            program.title(),
                            program.tasks())));
      }
    }
    return absences;
  }
}
