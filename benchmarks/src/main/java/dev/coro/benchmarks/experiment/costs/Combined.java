package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The same tasks in one process and in several, as threads and as coroutines. */
public final class Combined implements CostExperiment {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MIB = 1 << 20;

  @Override
  public String id() {
    return "combined";
  }

  @Override
  public String title() {
    return "Processes times threads, processes times coroutines";
  }

  @Override
  public String claim() {
    return "For work that waits much, combine: several processes with many coroutines each, or"
        + " several processes with threads.";
  }

  /** How tasks are spread. */
  private record Arrangement(int processes, CombinedMain.Inside inside) {
    String label(int tasks) {
      return processes
          + (processes == 1 ? " process x " : " processes x ")
          + Words.count(tasks / processes)
          + " "
          + inside.label();
    }
  }

  /** How much is done. */
  private record Size(int tasks, Chore chore, int warmUps, int rounds, List<Integer> processes) {
    static Size of(Effort effort) {
      return switch (effort) {
        case TINY -> new Size(20, new Chore(2, 1, 5), 0, 2, List.of(2));
        case QUICK -> new Size(500, new Chore(10, 5, 50), 1, 3, List.of(2));
        case FULL -> new Size(2000, new Chore(10, 5, 50), 2, 9, List.of(2, 4));
      };
    }

    List<Arrangement> arrangements() {
      List<Arrangement> all = new ArrayList<>();
      all.add(new Arrangement(1, CombinedMain.Inside.THREADS));
      processes.forEach(count -> all.add(new Arrangement(count, CombinedMain.Inside.THREADS)));
      all.add(new Arrangement(1, CombinedMain.Inside.COROUTINES));
      processes.forEach(count -> all.add(new Arrangement(count, CombinedMain.Inside.COROUTINES)));
      all.add(new Arrangement(1, CombinedMain.Inside.CARRIERS));
      return all;
    }
  }

  /** Of all processes together: milliseconds, and MiB. */
  private record Figures(Samples start, Samples wall, Samples cpu, Samples memory) {}

  @Override
  public Finding run(Lab lab, Effort effort) throws IOException, InterruptedException {
    Size size = Size.of(effort);
    long expected = size.chore().expected(size.tasks());
    Map<Arrangement, Figures> found = new LinkedHashMap<>();
    for (Arrangement arrangement : size.arrangements()) {
      found.put(arrangement, measure(lab, size, arrangement, expected));
    }
    return Finding.of(
        this,
        verdict(size, found),
        List.of(table(size, found)),
        List.of(
            plot("Time", "ms", size, found, Figures::wall),
            plot("CPU time", "ms", size, found, Figures::cpu),
            plot("Memory", "MiB", size, found, Figures::memory)),
        notes(size));
  }

  private static Figures measure(Lab lab, Size size, Arrangement arrangement, long expected)
      throws IOException {
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    long peak = 0;
    long began = System.nanoTime();
    try (Team team = Team.start(commands(lab, size, arrangement))) {
      double start = (System.nanoTime() - began) / NANOS_PER_MILLI;
      for (int i = 0; i < size.warmUps() + size.rounds(); i++) {
        long roundBegan = System.nanoTime();
        List<String> answers = team.go();
        double millis = (System.nanoTime() - roundBegan) / NANOS_PER_MILLI;
        CombinedMain.Share all = together(answers, arrangement.label(size.tasks()), expected);
        peak = Math.max(peak, all.peakBytes());
        if (i >= size.warmUps()) {
          wall.add(millis);
          cpu.add(all.cpuNanos() / NANOS_PER_MILLI);
        }
      }
      return new Figures(
          Samples.of(start), Samples.of(wall), Samples.of(cpu), Samples.of(peak / BYTES_PER_MIB));
    }
  }

  private static List<List<String>> commands(Lab lab, Size size, Arrangement arrangement) {
    int share = size.tasks() / arrangement.processes();
    List<List<String>> commands = new ArrayList<>();
    for (int i = 0; i < arrangement.processes(); i++) {
      commands.add(
          lab.command(
              "",
              List.of("-XX:+UseSerialGC", "-Xmx256m"),
              CombinedMain.class,
              arrangement.inside().name(),
              "" + i * share,
              "" + share,
              "" + size.chore().waits(),
              "" + size.chore().waitMillis(),
              "" + size.chore().work()));
    }
    return commands;
  }

  /** Adds up what the processes did, if it comes to what it must. */
  static CombinedMain.Share together(List<String> answers, String who, long expected)
      throws IOException {
    long sum = 0;
    long cpu = 0;
    long peak = 0;
    for (String answer : answers) {
      CombinedMain.Share share = CombinedMain.Share.of(answer);
      sum += share.sum();
      cpu += share.cpuNanos();
      peak += share.peakBytes();
    }
    if (sum != expected) {
      throw new IOException("the work of " + who + " came to " + sum + " instead of " + expected);
    }
    return new CombinedMain.Share(sum, cpu, peak);
  }

  private static Table table(Size size, Map<Arrangement, Figures> found) {
    List<List<String>> rows = new ArrayList<>();
    found.forEach(
        (arrangement, figures) ->
            rows.add(
                List.of(
                    arrangement.label(size.tasks()),
                    Words.spread(figures.wall()),
                    Words.spread(figures.cpu()),
                    Words.number(figures.memory().median()),
                    Words.number(figures.start().median()))));
    return new Table(
        Words.count(size.tasks()) + " tasks",
        List.of("spread over", "time, ms", "CPU, ms", "memory, MiB", "start of the JVMs, ms"),
        rows);
  }

  private static Plot plot(
      String title,
      String unit,
      Size size,
      Map<Arrangement, Figures> found,
      Function<Figures, Samples> which) {
    List<Plot.Point> points = new ArrayList<>();
    found.forEach(
        (arrangement, figures) ->
            points.add(Plot.Point.bar(arrangement.label(size.tasks()), which.apply(figures))));
    return new Plot(
        title, Plot.Kind.BARS, "", unit, false, false, List.of(new Plot.Series(title, points)));
  }

  private static String verdict(Size size, Map<Arrangement, Figures> found) {
    Arrangement fastest = least(found, figures -> figures.wall().median());
    return "Fastest: "
        + fastest.label(size.tasks())
        + ". Least CPU time: "
        + least(found, figures -> figures.cpu().median()).label(size.tasks())
        + ". Least memory: "
        + least(found, figures -> figures.memory().median()).label(size.tasks())
        + ". "
        + (fastest.processes() > 1
            ? "The claim holds here for time."
            : "So the claim does not hold here: one process was as good.")
        + " "
        + severalToOne(found, CombinedMain.Inside.COROUTINES)
        + " "
        + severalToOne(found, CombinedMain.Inside.THREADS);
  }

  private static Arrangement least(
      Map<Arrangement, Figures> found, ToDoubleFunction<Figures> which) {
    return found.entrySet().stream()
        .min(Comparator.comparingDouble(entry -> which.applyAsDouble(entry.getValue())))
        .orElseThrow()
        .getKey();
  }

  /** What several processes win and cost. */
  private static String severalToOne(Map<Arrangement, Figures> found, CombinedMain.Inside inside) {
    Figures one = found.get(new Arrangement(1, inside));
    Figures two = found.get(new Arrangement(2, inside));
    if (one == null || two == null) {
      return "";
    }
    return "With "
        + inside.label()
        + " two processes took "
        + Words.times(two.wall().median() / one.wall().median())
        + " the time and "
        + Words.times(two.memory().median() / one.memory().median())
        + " the memory of one.";
  }

  private static List<String> notes(Size size) {
    Chore chore = size.chore();
    return List.of(
        "Each task waits "
            + chore.waits()
            + " times for "
            + chore.waitMillis()
            + " ms and computes for about "
            + chore.work()
            + " us after each wait; the sum of all results is checked. On "
            + Runtime.getRuntime().availableProcessors()
            + " cores.",
        size.rounds()
            + " rounds in the same JVMs after "
            + size.warmUps()
            + " that do not count; median and smallest..largest. The time is from the word to the"
            + " last answer, without the start of the JVMs, which has its own column (one sample).",
        "CPU is user and system time of all processes. Memory is the sum of the most that was ever"
            + " resident in each (VmHWM), shared pages counted in each. All JVMs run under the"
            + " agent with at most 256 MiB of heap.");
  }
}
