package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What it costs to create, run and end one. */
public final class Creation implements CostExperiment {
  @Override
  public String id() {
    return "create";
  }

  @Override
  public String title() {
    return "Create, run and end one";
  }

  @Override
  public String claim() {
    return "Processes are dear to create, threads cheaper, coroutines cheapest.";
  }

  @Override
  public Finding run(Lab lab, Effort effort) throws IOException, InterruptedException {
    Bench bench = Bench.free(lab);
    Map<Created, Samples> nanos = new EnumMap<>(Created.class);
    List<String> notes = new ArrayList<>();
    notes.add(effort.text() + "; one after the other, each waited for. " + bench.confinement());
    Readings readings =
        Readings.checked(
            "this JVM",
            bench.run(List.of(), CreationMain.class, effort.name()),
            (key, times) -> times);
    for (Created created : Created.values()) {
      readings.nanos(created.name()).ifPresent(samples -> nanos.put(created, samples));
      notes.add(capital(created.label()) + ": " + created.how() + ".");
    }
    readings.refusals().forEach(why -> notes.add("Not measured: " + why + "."));
    List<List<String>> rows = new ArrayList<>();
    List<Plot.Point> points = new ArrayList<>();
    Samples coroutines = nanos.get(Created.COROUTINE);
    if (coroutines == null) {
      throw new IOException("no coroutine was created");
    }
    double coroutine = coroutines.median();
    nanos.forEach(
        (created, samples) -> {
          rows.add(
              List.of(
                  created.label(),
                  Words.time(samples.median()),
                  Words.time(samples.min()) + ".." + Words.time(samples.max()),
                  Words.number(samples.median() / coroutine)));
          points.add(Plot.Point.bar(created.label(), samples));
        });
    return Finding.of(
        this,
        verdict(nanos, coroutines),
        List.of(
            new Table(
                "Create, run and end one",
                List.of("what", "median", "range", "times a coroutine"),
                rows)),
        List.of(
            new Plot(
                "Create, run and end one",
                Plot.Kind.BARS,
                "",
                "ns",
                false,
                true,
                List.of(new Plot.Series("time", points)))),
        notes);
  }

  private static String verdict(Map<Created, Samples> nanos, Samples coroutines) {
    StringBuilder text = new StringBuilder();
    nanos.forEach(
        (created, samples) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(created.label())
                .append(' ')
                .append(Words.time(samples.median())));
    List<String> cheaper = new ArrayList<>();
    nanos.forEach(
        (created, samples) -> {
          if (created != Created.CONTINUATION && Words.clearlyLess(samples, coroutines)) {
            cheaper.add(created.label());
          }
        });
    text.append(". ");
    text.append(
        cheaper.isEmpty()
            ? "No thread and no process was cheaper than a coroutine."
            : "The claim does not hold: cheaper than a coroutine was "
                + String.join(", ", cheaper)
                + ".");
    return capital(text.toString());
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
