package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A token goes around a ring of tasks, each of which touches memory of its own. */
public final class TokenRing implements CostExperiment {
  private static final List<Integer> TASKS = List.of(2, 16, 96);
  private static final List<Integer> BYTES = List.of(0, 16 << 10, 64 << 10);

  /** So many JVMs take longer to start than a rough answer may. */
  private static final int PROCESSES_OF_A_ROUGH_ANSWER = 16;

  @Override
  public String id() {
    return "ring";
  }

  @Override
  public String title() {
    return "A switch, when tasks have memory of their own";
  }

  @Override
  public String claim() {
    return "To switch is dear between processes, cheaper between threads, dearer the more there"
        + " are, and cheapest between coroutines.";
  }

  @Override
  public Finding run(Lab lab, Effort effort) throws IOException, InterruptedException {
    Bench bench = Bench.onOneCore(lab);
    Readings alone = take(bench, effort, RingMain.ALONE, "one task alone", TASKS);
    Map<ModelKind, Readings> passes = new EnumMap<>(ModelKind.class);
    for (ModelKind kind : Words.kindsHere()) {
      passes.put(kind, take(bench, effort, kind.name(), Words.many(kind), tasks(kind, effort)));
    }
    List<Table> tables = new ArrayList<>();
    for (Map.Entry<ModelKind, Readings> entry : passes.entrySet()) {
      tables.add(table(Words.many(entry.getKey()) + ": ns a pass", entry.getValue()));
    }
    tables.add(table("The touching alone, by one task: ns", alone));
    return Finding.of(
        this, verdict(passes, alone), tables, List.of(plot(passes, alone)), notes(bench, effort));
  }

  private static List<Integer> tasks(ModelKind kind, Effort effort) {
    return TASKS.stream()
        .filter(
            count ->
                kind != ModelKind.PROCESS
                    || effort == Effort.FULL
                    || count <= (effort == Effort.TINY ? 2 : PROCESSES_OF_A_ROUGH_ANSWER))
        .toList();
  }

  private static Readings take(
      Bench bench, Effort effort, String kind, String who, List<Integer> tasks)
      throws IOException, InterruptedException {
    String printed =
        bench.run(List.of(), RingMain.class, kind, effort.name(), commas(tasks), commas(BYTES));
    return Readings.checked(who, printed, RingMain::expected);
  }

  static String commas(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static Table table(String caption, Readings readings) {
    List<String> columns = new ArrayList<>(List.of("tasks"));
    BYTES.forEach(bytes -> columns.add(touching(bytes)));
    List<List<String>> rows = new ArrayList<>();
    for (int tasks : TASKS) {
      List<String> row = new ArrayList<>(List.of("" + tasks));
      for (int bytes : BYTES) {
        row.add(readings.nanos(RingMain.key(tasks, bytes)).map(Words::spread).orElse(Words.ABSENT));
      }
      rows.add(row);
    }
    return new Table(caption, columns, rows);
  }

  private static String touching(int bytes) {
    return "touching " + (bytes >> 10) + " KB";
  }

  private static Plot plot(Map<ModelKind, Readings> passes, Readings alone) {
    List<Plot.Series> series = new ArrayList<>();
    passes.forEach((kind, readings) -> series.add(series(Words.many(kind), readings)));
    series.add(series("touching alone", alone));
    return new Plot(
        "A pass of the token: tasks x memory that each touches",
        Plot.Kind.BARS,
        "",
        "ns",
        false,
        true,
        series);
  }

  private static Plot.Series series(String name, Readings readings) {
    List<Plot.Point> points = new ArrayList<>();
    for (int tasks : TASKS) {
      for (int bytes : BYTES) {
        Optional<Samples> samples = readings.nanos(RingMain.key(tasks, bytes));
        samples.ifPresent(
            found -> points.add(Plot.Point.bar(tasks + " x " + (bytes >> 10) + " KB", found)));
      }
    }
    return new Plot.Series(name, points);
  }

  private static String verdict(Map<ModelKind, Readings> passes, Readings alone)
      throws IOException {
    String easy = RingMain.key(2, 0);
    int most = TASKS.get(TASKS.size() - 1);
    int largest = BYTES.get(BYTES.size() - 1);
    String hard = RingMain.key(most, largest);
    String many = RingMain.key(most, 0);
    return "A pass between 2 tasks that touch nothing: "
        + costs(passes, easy)
        + ". Between "
        + most
        + ": "
        + costs(passes, many)
        + ". Between "
        + most
        + " that touch "
        + (largest >> 10)
        + " KB each: "
        + costs(passes, hard)
        + "; the touching alone is "
        + Words.time(alone.require(hard).median())
        + " of that. From 2 tasks to "
        + most
        + " that touch nothing, a thread's pass grew to "
        + growth(passes, ModelKind.PLATFORM_THREAD, easy, many)
        + " and a coroutine's to "
        + growth(passes, ModelKind.COROUTINE, easy, many)
        + " what it was. A thread's pass is "
        + threadsToCoroutines(passes, easy)
        + " a coroutine's in the first case and "
        + threadsToCoroutines(passes, hard)
        + " in the last. "
        + (dearer(passes).isEmpty()
            ? "No other kind was cheaper than coroutines anywhere."
            : "Against the claim, cheaper than coroutines were "
                + String.join(", ", dearer(passes))
                + ".");
  }

  private static String growth(
      Map<ModelKind, Readings> passes, ModelKind kind, String from, String to) {
    return Words.times(median(passes, kind, to) / median(passes, kind, from));
  }

  private static String costs(Map<ModelKind, Readings> passes, String key) {
    return passes.entrySet().stream()
        .filter(entry -> entry.getValue().nanos(key).isPresent())
        .map(
            entry ->
                Words.many(entry.getKey())
                    + " "
                    + Words.time(entry.getValue().nanos(key).orElseThrow().median()))
        .collect(Collectors.joining(", "));
  }

  private static String threadsToCoroutines(Map<ModelKind, Readings> passes, String key) {
    return Words.times(
        median(passes, ModelKind.PLATFORM_THREAD, key) / median(passes, ModelKind.COROUTINE, key));
  }

  private static double median(Map<ModelKind, Readings> passes, ModelKind kind, String key) {
    return samples(passes, kind, key).map(Samples::median).orElse(Double.NaN);
  }

  private static Optional<Samples> samples(
      Map<ModelKind, Readings> passes, ModelKind kind, String key) {
    Readings readings = passes.get(kind);
    return readings == null ? Optional.empty() : readings.nanos(key);
  }

  /** Where another kind is cheaper than coroutines. */
  private static List<String> dearer(Map<ModelKind, Readings> passes) {
    List<String> cases = new ArrayList<>();
    for (int tasks : TASKS) {
      for (int bytes : BYTES) {
        String key = RingMain.key(tasks, bytes);
        Optional<Samples> coroutines = samples(passes, ModelKind.COROUTINE, key);
        for (ModelKind kind : passes.keySet()) {
          Optional<Samples> others = samples(passes, kind, key);
          if (others.isPresent()
              && coroutines.isPresent()
              && Words.clearlyLess(others.get(), coroutines.get())) {
            cases.add(Words.many(kind) + " at " + tasks + " x " + (bytes >> 10) + " KB");
          }
        }
      }
    }
    return cases;
  }

  private static List<String> notes(Bench bench, Effort effort) {
    List<String> notes = new ArrayList<>();
    notes.add(
        bench.confinement()
            + " "
            + effort.text()
            + ". A pass is the time of a round divided"
            + " by the number of tasks; nothing is subtracted.");
    notes.add(
        "Whoever has the token reads and writes each 64-byte line of its own memory. The touching"
            + " alone is one thread that does the same to the same number of memories, one after"
            + " the other: it suffers from the caches as the ring does, so that the difference is"
            + " the switch. (lmbench touches one memory only, and counts the caches as part of the"
            + " switch.)");
    notes.add(
        "Processes: small JVMs, a pipe from each to the next. Platform and virtual threads:"
            + " LockSupport.unpark of the next, park of oneself; one thread carries all virtual"
            + " ones. Coroutines: a Waiter each, all of one carrier.");
    if (effort != Effort.FULL) {
      notes.add(
          "Processes: no ring of "
              + TASKS.get(TASKS.size() - 1)
              + " here, since so many JVMs take"
              + " too long to start; leave out --quick for it.");
    }
    notes.addAll(Words.whyNotAllKinds());
    return notes;
  }
}
