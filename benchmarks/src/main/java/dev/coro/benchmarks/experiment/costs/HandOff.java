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

/** A message goes from one task to another. */
public final class HandOff implements CostExperiment {
  private static final int SMALL = 8;
  private static final int LARGE = 4096;
  private static final List<Integer> BYTES = List.of(SMALL, LARGE);

  @Override
  public String id() {
    return "handoff";
  }

  @Override
  public String title() {
    return "Handing over a message";
  }

  @Override
  public String claim() {
    return "To communicate is hard and dear between processes, which share nothing, and easy"
        + " between threads and between coroutines, which share their memory.";
  }

  @Override
  public Finding run(Lab lab, Effort effort) throws IOException, InterruptedException {
    Bench bench = Bench.free(lab);
    Map<ModelKind, Readings> readings = new EnumMap<>(ModelKind.class);
    for (ModelKind kind : Words.kindsHere()) {
      String printed =
          bench.run(
              List.of(), HandOffMain.class, kind.name(), effort.name(), TokenRing.commas(BYTES));
      readings.put(
          kind,
          Readings.checked(Words.many(kind), printed, (key, times) -> PingPong.expected(times)));
    }
    Map<Way, Samples> small = samples(readings, SMALL);
    Map<Way, Samples> large = samples(readings, LARGE);
    List<List<String>> rows = new ArrayList<>();
    List<Plot.Point> points = new ArrayList<>();
    List<Plot.Point> largePoints = new ArrayList<>();
    for (Way way : small.keySet()) {
      Samples few = small.get(way);
      Samples many = large.get(way);
      if (few != null && many != null) {
        rows.add(List.of(way.label(), Words.spread(few), Words.spread(many)));
        points.add(Plot.Point.bar(way.label(), few));
        largePoints.add(Plot.Point.bar(way.label(), many));
      }
    }
    return Finding.of(
        this,
        verdict(small, large),
        List.of(
            new Table(
                "One message, one way: ns",
                List.of("between", SMALL + " bytes", LARGE + " bytes"),
                rows)),
        List.of(
            new Plot(
                "One message, one way",
                Plot.Kind.BARS,
                "",
                "ns",
                false,
                true,
                List.of(
                    new Plot.Series(SMALL + " bytes", points),
                    new Plot.Series(LARGE + " bytes", largePoints)))),
        notes(bench, effort));
  }

  private static Map<Way, Samples> samples(Map<ModelKind, Readings> readings, int bytes)
      throws IOException {
    Map<Way, Samples> samples = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      Readings ofKind = readings.get(way.kind());
      if (ofKind != null) {
        samples.put(way, ofKind.require(HandOffMain.key(way, bytes)));
      }
    }
    return samples;
  }

  private static String verdict(Map<Way, Samples> small, Map<Way, Samples> large) {
    StringBuilder text = new StringBuilder("The fastest way for " + SMALL + " bytes: ");
    Map<ModelKind, Way> fastest = new EnumMap<>(ModelKind.class);
    small.forEach(
        (way, samples) ->
            fastest.merge(
                way.kind(),
                way,
                (one, other) -> median(small, one) <= median(small, other) ? one : other));
    List<String> parts = new ArrayList<>();
    fastest.forEach((kind, way) -> parts.add(way.label() + " " + Words.time(median(small, way))));
    text.append(String.join("; ", parts)).append(". ");
    double coroutines = median(small, Way.COROUTINE_RENDEZVOUS);
    text.append(dearerCoroutines(fastest, small));
    text.append(LARGE)
        .append(" bytes cost processes ")
        .append(ratio(large, small, Way.PROCESS_PIPE))
        .append(" as much through a pipe, and coroutines ")
        .append(ratio(large, small, Way.COROUTINE_RENDEZVOUS))
        .append(" through a channel, where only a reference goes over. Through the kernel a socket")
        .append(" costs coroutines ")
        .append(Words.time(median(small, Way.COROUTINE_SOCKET)))
        .append(" (processes: ")
        .append(Words.time(median(small, Way.PROCESS_SOCKET)))
        .append("). To another carrier, thus to another thread, a channel takes ")
        .append(Words.times(median(small, Way.COROUTINE_TWO_CARRIERS) / coroutines))
        .append(" what it takes within one.");
    return text.toString();
  }

  private static String dearerCoroutines(Map<ModelKind, Way> fastest, Map<Way, Samples> small) {
    Samples coroutines = small.get(Way.COROUTINE_RENDEZVOUS);
    List<String> cheaper = new ArrayList<>();
    fastest.forEach(
        (kind, way) -> {
          Samples other = small.get(way);
          if (kind != ModelKind.COROUTINE
              && coroutines != null
              && other != null
              && Words.clearlyLess(other, coroutines)) {
            cheaper.add(Words.many(kind));
          }
        });
    return cheaper.isEmpty()
        ? "Channels between coroutines of one carrier are the cheapest. "
        : "Coroutines are not the cheapest: " + String.join(", ", cheaper) + " are. ";
  }

  private static double median(Map<Way, Samples> samples, Way way) {
    Samples found = samples.get(way);
    return found == null ? Double.NaN : found.median();
  }

  private static String ratio(Map<Way, Samples> above, Map<Way, Samples> below, Way way) {
    return Words.times(median(above, way) / median(below, way));
  }

  private static List<String> notes(Bench bench, Effort effort) {
    List<String> notes = new ArrayList<>();
    notes.add(
        bench.confinement()
            + " "
            + effort.text()
            + ". A message goes there and back, and the time is halved; whoever answers adds one"
            + " to a number in it, and the sum of the answers is checked.");
    notes.add(
        "Processes: this JVM and a small one, which block in read and write. What goes through"
            + " pipes and sockets is copied into the kernel and out of it; elsewhere a reference is"
            + " handed over.");
    notes.add(
        "One thread carries all virtual threads. The coroutines are on one carrier, but where two"
            + " are named: there each wakes the other's thread.");
    notes.addAll(Words.whyNotAllKinds());
    return notes;
  }
}
