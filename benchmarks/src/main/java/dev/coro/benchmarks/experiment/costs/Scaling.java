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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of the cost of a switch as the number of tasks grows. */
public final class Scaling implements CostExperiment {
  private static final List<Integer> TASKS = List.of(2, 16, 96, 1_000, 10_000, 100_000, 1_000_000);

  /** Room for a million virtual threads; one collector for all. */
  private static final List<String> ROOMY = List.of("-XX:+UseSerialGC", "-Xms3g", "-Xmx6g");

  /** How tasks take turns. */
  private enum Turns {
    PROCESS_TOKEN(ModelKind.PROCESS, "", 2, 16, 96),
    PLATFORM_TOKEN(ModelKind.PLATFORM_THREAD, "", 96, 1_000, 10_000),
    VIRTUAL_TOKEN(ModelKind.VIRTUAL_THREAD, ", token", 96, 100_000, 1_000_000),
    VIRTUAL_YIELD(ModelKind.VIRTUAL_THREAD, ", yield", 96, 100_000, 1_000_000),
    COROUTINE_TOKEN(ModelKind.COROUTINE, ", token", 96, 1_000_000, 1_000_000),
    COROUTINE_YIELD(ModelKind.COROUTINE, ", yield", 96, 1_000_000, 1_000_000);

    private final ModelKind kind;
    private final String how;
    private final int tiny;
    private final int quick;
    private final int full;

    /** With the most tasks for each effort. */
    Turns(ModelKind kind, String how, int tiny, int quick, int full) {
      this.kind = kind;
      this.how = how;
      this.tiny = tiny;
      this.quick = quick;
      this.full = full;
    }

    int most(Effort effort) {
      return switch (effort) {
        case TINY -> tiny;
        case QUICK -> quick;
        case FULL -> full;
      };
    }

    /** The token of a kind. */
    static Turns of(ModelKind kind) {
      return switch (kind) {
        case PROCESS -> PROCESS_TOKEN;
        case PLATFORM_THREAD -> PLATFORM_TOKEN;
        case VIRTUAL_THREAD -> VIRTUAL_TOKEN;
        case COROUTINE -> COROUTINE_TOKEN;
      };
    }

    boolean yields() {
      return this == VIRTUAL_YIELD || this == COROUTINE_YIELD;
    }

    String label() {
      return Words.many(kind) + how;
    }

    List<Integer> tasks(Effort effort) {
      return TASKS.stream().filter(count -> count <= most(effort)).toList();
    }
  }

  @Override
  public String id() {
    return "scaling";
  }

  @Override
  public String title() {
    return "A switch, as the number of tasks grows";
  }

  @Override
  public String claim() {
    return "Switching between threads becomes dearer as their number grows, and their number is"
        + " limited; coroutines switch cheaply however many there are.";
  }

  @Override
  public Finding run(Lab lab, Effort effort) throws IOException, InterruptedException {
    Bench bench = Bench.onOneCore(lab);
    Map<ModelKind, Readings> readings = new EnumMap<>(ModelKind.class);
    List<String> notes = new ArrayList<>();
    for (ModelKind kind : Words.kindsHere()) {
      readings.put(kind, take(bench, effort, kind));
    }
    Map<Turns, Map<Integer, Samples>> found = new LinkedHashMap<>();
    for (Turns turns : Turns.values()) {
      Readings ofKind = readings.get(turns.kind);
      if (ofKind != null) {
        found.put(turns, byTasks(turns, effort, ofKind));
      }
    }
    readings.forEach(
        (kind, ofKind) ->
            ofKind
                .refusals()
                .forEach(
                    why -> notes.add("The system refused " + Words.many(kind) + ", " + why + ".")));
    notes.addAll(0, notes(bench, effort));
    return Finding.of(this, verdict(found), List.of(table(found)), List.of(plot(found)), notes);
  }

  private static Readings take(Bench bench, Effort effort, ModelKind kind)
      throws IOException, InterruptedException {
    boolean yields = kind == ModelKind.VIRTUAL_THREAD || kind == ModelKind.COROUTINE;
    Class<?> main = yields ? YieldingMain.class : RingMain.class;
    String sizes = TokenRing.commas(Turns.of(kind).tasks(effort));
    return Readings.checked(
        Words.many(kind),
        bench.run(ROOMY, main, kind.name(), effort.name(), sizes, "0"),
        YieldingMain::expected);
  }

  private static Map<Integer, Samples> byTasks(Turns turns, Effort effort, Readings readings) {
    Map<Integer, Samples> samples = new LinkedHashMap<>();
    for (int tasks : turns.tasks(effort)) {
      readings
          .nanos(turns.yields() ? YieldingMain.key(tasks) : RingMain.key(tasks, 0))
          .ifPresent(nanos -> samples.put(tasks, nanos));
    }
    return samples;
  }

  private static Table table(Map<Turns, Map<Integer, Samples>> found) {
    List<String> columns = new ArrayList<>(List.of("tasks"));
    found.keySet().forEach(turns -> columns.add(turns.label()));
    List<List<String>> rows = new ArrayList<>();
    for (int tasks : TASKS) {
      List<String> row = new ArrayList<>(List.of(Words.count(tasks)));
      for (Map<Integer, Samples> samples : found.values()) {
        Samples here = samples.get(tasks);
        row.add(here == null ? Words.ABSENT : Words.spread(here));
      }
      rows.add(row);
    }
    return new Table("A switch: ns", columns, rows);
  }

  private static Plot plot(Map<Turns, Map<Integer, Samples>> found) {
    List<Plot.Series> series = new ArrayList<>();
    found.forEach(
        (turns, samples) -> {
          List<Plot.Point> points = new ArrayList<>();
          samples.forEach((tasks, nanos) -> points.add(Plot.Point.at(tasks, nanos)));
          series.add(new Plot.Series(turns.label(), points));
        });
    return new Plot("A switch", Plot.Kind.LINES, "tasks", "ns", true, true, series);
  }

  private static String verdict(Map<Turns, Map<Integer, Samples>> found) {
    List<String> parts = new ArrayList<>();
    found.forEach((turns, samples) -> parts.add(turns.label() + " " + growth(samples)));
    return "From 2 tasks to the most that were tried, a switch went: "
        + String.join("; ", parts)
        + ". "
        + judgement(found);
  }

  private static String growth(Map<Integer, Samples> samples) {
    if (samples.isEmpty()) {
      return "not at all";
    }
    List<Integer> sizes = List.copyOf(samples.keySet());
    int last = sizes.get(sizes.size() - 1);
    return "from "
        + Words.time(median(samples, sizes.get(0)))
        + " to "
        + Words.time(median(samples, last))
        + " ("
        + Words.count(last)
        + ")";
  }

  private static String judgement(Map<Turns, Map<Integer, Samples>> found) {
    double coroutines = growthOf(found, Turns.COROUTINE_YIELD);
    double threads = growthOf(found, Turns.PLATFORM_TOKEN);
    return "That is "
        + Words.times(threads)
        + " as much for platform threads, and "
        + Words.times(coroutines)
        + " for coroutines that yield. "
        + (coroutines > 2
            ? "So the number does matter for coroutines, too: their run queue costs the same at any"
                + " length, but what all of them have saved fits into the caches no more."
            : "So the number hardly matters for coroutines here.");
  }

  private static double growthOf(Map<Turns, Map<Integer, Samples>> found, Turns turns) {
    Map<Integer, Samples> samples = found.getOrDefault(turns, Map.of());
    List<Integer> sizes = List.copyOf(samples.keySet());
    return sizes.isEmpty()
        ? Double.NaN
        : median(samples, sizes.get(sizes.size() - 1)) / median(samples, sizes.get(0));
  }

  private static double median(Map<Integer, Samples> samples, int tasks) {
    Samples here = samples.get(tasks);
    return here == null ? Double.NaN : here.median();
  }

  private static List<String> notes(Bench bench, Effort effort) {
    List<String> notes = new ArrayList<>();
    notes.add(
        bench.confinement()
            + " "
            + effort.text()
            + "; with many tasks a sample is one round, however long that takes. The tasks are"
            + " there before the first sample.");
    notes.add(
        "Token: the ring without memory to touch; one task can run, the others wait. Yield: all can"
            + " run, each counts and yields (Coroutine.yieldNow, Thread.yield); everybody must"
            + " have had one turn in each round, which is checked.");
    notes.add(
        "Platform threads and processes stop at "
            + Words.count(Turns.PLATFORM_TOKEN.most(effort))
            + " and "
            + Words.count(Turns.PROCESS_TOKEN.most(effort))
            + " tasks here. In the kernel a ring does not lengthen the run queue, since one task"
            + " can run: what grows is the memory that the switches go through.");
    notes.addAll(Words.whyNotAllKinds());
    return notes;
  }
}
