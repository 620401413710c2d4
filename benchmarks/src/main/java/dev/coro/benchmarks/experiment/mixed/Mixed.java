package dev.coro.benchmarks.experiment.mixed;

import dev.coro.benchmarks.compare.NotMeasurableException;
import dev.coro.benchmarks.compare.OneCore;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Tasks that wait and tasks that compute on one core: how late do the waiting ones get it? */
public final class Mixed implements Experiment {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final int fixedMillis;

  /** For as long as the laboratory says. */
  public Mixed() {
    this(0);
  }

  private Mixed(int millis) {
    fixedMillis = millis;
  }

  /** With two rounds of that length. */
  static Mixed of(int millis) {
    return new Mixed(millis);
  }

  @Override
  public String id() {
    return "mixed";
  }

  @Override
  public String title() {
    return "Waiting and computing together";
  }

  @Override
  public String claim() {
    return "CPU-bound work takes nearly all of the processor, because I/O-bound work blocks before"
        + " its slice ends and CPU-bound work uses its slice whole. Hence I/O-bound work needs the"
        + " higher priority.";
  }

  /** What the rounds of one way have come to; lateness in milliseconds. */
  private record Outcome(Samples p50, Samples p99, Samples most, Samples units, String sum) {
    static Outcome parse(String text) throws IOException {
      List<List<String>> rounds =
          text.strip().lines().map(line -> List.of(line.split(" ", -1))).toList();
      List<String> sums = rounds.stream().map(round -> round.get(4)).distinct().toList();
      if (sums.size() != 1) {
        throw new IOException("the computation has come to different results: " + sums);
      }
      return new Outcome(
          column(rounds, 0, 1e3),
          column(rounds, 1, 1e3),
          column(rounds, 2, 1e3),
          column(rounds, 3, 1),
          sums.get(0));
    }

    private static Samples column(List<List<String>> rounds, int index, double unit) {
      return Samples.of(
          rounds.stream().map(round -> Double.parseDouble(round.get(index)) / unit).toList());
    }
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    int millis = fixedMillis > 0 ? fixedMillis : lab.quick() ? 400 : 3000;
    int rounds = fixedMillis > 0 ? 2 : lab.quick() ? 2 : 5;
    List<String> notes = new ArrayList<>();
    List<String> prefix = prefix(notes);
    Map<MixedWay, Outcome> outcomes = new EnumMap<>(MixedWay.class);
    for (MixedWay way : MixedWay.here()) {
      List<String> command = new ArrayList<>(prefix);
      command.addAll(
          lab.command(
              way.agentOptions(),
              List.of("-Xbatch", "-Djdk.virtualThreadScheduler.parallelism=1"),
              MixedMain.class,
              way.name(),
              "" + millis,
              "" + rounds));
      outcomes.put(way, Outcome.parse(lab.run(LIMIT, command).checked()));
    }
    requireOneSum(outcomes);
    notes.addAll(notes(millis, rounds));
    return Finding.of(this, verdict(outcomes), List.of(table(outcomes)), plots(outcomes), notes);
  }

  private static List<String> prefix(List<String> notes) throws InterruptedException {
    try {
      List<String> prefix = OneCore.prefix();
      notes.add("All on one core (taskset).");
      return prefix;
    } catch (NotMeasurableException e) {
      notes.add("On any core, so that threads have more than the rest, since " + e.getMessage());
      return List.of();
    }
  }

  private static void requireOneSum(Map<MixedWay, Outcome> outcomes) throws IOException {
    List<String> sums = outcomes.values().stream().map(Outcome::sum).distinct().toList();
    if (sums.size() != 1) {
      throw new IOException("the same computation has come to " + String.join(" and ", sums));
    }
  }

  private static List<String> notes(int millis, int rounds) {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "%d tasks wait for %d ms again and again, as if for I/O, and note how much later they"
                + " run; %d tasks count the steps of Collatz's sequences. %d rounds of %d ms"
                + " after one to warm up, the first %d ms of each not counted; median, smallest and"
                + " largest.",
            MixedMain.WAITING,
            MixedMain.PAUSE_MILLIS,
            MixedMain.COMPUTING,
            rounds,
            millis,
            MixedMain.SETTLING_MILLIS));
    notes.add(
        "Those that yield do so after each unit of the computation, some "
            + MixedMain.STEP_MILLIS
            + " ms. With time slices of "
            + MixedMain.STEP_MILLIS
            + " ms nothing in the program says so: the agent's option preempt names the class.");
    return notes;
  }

  // ---- what it comes to

  private static String verdict(Map<MixedWay, Outcome> outcomes) {
    StringBuilder text = new StringBuilder("The 99th percentile of lateness is ");
    List<String> parts = new ArrayList<>();
    outcomes.forEach(
        (way, outcome) ->
            parts.add(
                String.format(Locale.ROOT, "%.1f ms with %s", outcome.p99.median(), way.label)));
    text.append(String.join(", ", parts)).append(". ");
    Outcome fifo = get(outcomes, MixedWay.FIFO);
    Outcome priority = get(outcomes, MixedWay.PRIORITY);
    Outcome slices = get(outcomes, MixedWay.SLICES);
    Outcome threads = get(outcomes, MixedWay.THREADS);
    text.append(
        priority.p99.max() < fifo.p99.min()
            ? "The higher priority helps those that wait, as the claim says. "
            : "The higher priority makes no clear difference here. ");
    text.append(
        String.format(
            Locale.ROOT,
            "With time slices it is %.1f times the slice, without a yield in the code, and the"
                + " computation does %.0f %% of what it does on threads. ",
            slices.p99.median() / MixedMain.STEP_MILLIS,
            100 * slices.units.median() / threads.units.median()));
    text.append(
        threads.p99.median() < slices.p99.median()
            ? "The operating system, whose slices are shorter, is quicker."
            : "The operating system's scheduler is no quicker.");
    return text.toString();
  }

  private static Outcome get(Map<MixedWay, Outcome> outcomes, MixedWay way) {
    Outcome outcome = outcomes.get(way);
    if (outcome == null) {
      throw new IllegalStateException(way + " was not measured");
    }
    return outcome;
  }

  private static Table table(Map<MixedWay, Outcome> outcomes) {
    List<List<String>> rows = new ArrayList<>();
    outcomes.forEach(
        (way, outcome) ->
            rows.add(
                List.of(
                    way.label,
                    spread(outcome.p50),
                    spread(outcome.p99),
                    spread(outcome.most),
                    spread(outcome.units))));
    return new Table(
        "Lateness of those that wait, beside those that compute",
        List.of("tasks are", "p50, ms", "p99, ms", "longest, ms", "units computed in a second"),
        rows);
  }

  private static String spread(Samples samples) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f..%.2f)", samples.median(), samples.min(), samples.max());
  }

  private static List<Plot> plots(Map<MixedWay, Outcome> outcomes) {
    return List.of(
        bars("Lateness of those that wait, 99th percentile", "ms", true, outcomes, Outcome::p99),
        bars("What is computed meanwhile", "units a second", false, outcomes, Outcome::units));
  }

  private static Plot bars(
      String title,
      String unit,
      boolean logarithmic,
      Map<MixedWay, Outcome> outcomes,
      Function<Outcome, Samples> figure) {
    List<Plot.Point> points = new ArrayList<>();
    outcomes.forEach(
        (way, outcome) -> points.add(Plot.Point.bar(way.label, figure.apply(outcome))));
    return new Plot(
        title,
        Plot.Kind.BARS,
        "",
        unit,
        false,
        logarithmic,
        List.of(new Plot.Series(unit, points)));
  }
}
