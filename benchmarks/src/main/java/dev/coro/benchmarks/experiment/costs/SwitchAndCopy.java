package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Samples;
import dev.coro.benchmarks.experiment.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A switch beside the copying of the bytes that it saves. */
public final class SwitchAndCopy implements CostExperiment {
  private static final List<Integer> LONGS = List.of(0, 2, 8, 32, 128);
  private static final List<Integer> DEPTHS = List.of(1, 10, 100, 1000);

  /** Live longs of each activation when depths are compared. */
  private static final int LONGS_AT_DEPTH = 8;

  /** Return address and frame pointer, which a copy of a native stack would hold, too. */
  private static final int WORDS_OF_A_CALL = 2;

  @Override
  public String id() {
    return "copy";
  }

  @Override
  public String title() {
    return "A switch beside a memory copy";
  }

  @Override
  public String claim() {
    return "A coroutine has a stack of its own, which is saved elsewhere at a switch and restored"
        + " later: so it switches at the speed of a memory copy.";
  }

  @Override
  public Finding run(Lab lab, Effort effort) throws IOException, InterruptedException {
    Bench bench = Bench.free(lab);
    List<String> arguments = new ArrayList<>(List.of(effort.name()));
    arguments.addAll(keys());
    Readings readings =
        Readings.checked(
            "continuations",
            bench.run(List.of(), CopyMain.class, arguments.toArray(new String[0])),
            CopyMain::expected);
    return Finding.of(
        this,
        verdict(readings),
        List.of(byLongs(readings), byDepth(readings)),
        List.of(longsPlot(readings), depthPlot(readings)),
        List.of(
            bench.confinement()
                + " "
                + effort.text()
                + ". A switch is a resumption with the suspension that ends it, of a bare"
                + " continuation on a carrier's thread; so is a copy to and fro"
                + " (System.arraycopy), of the same bytes.",
            "The classes are made for this: a method with so many live longs, which calls itself"
                + " until it is deep enough and suspends there in a loop. It changes each long in"
                + " between, so that all of them have to be saved again. What else is live is one"
                + " reference.",
            "The whole stack is counted as "
                + LONGS_AT_DEPTH
                + " longs, a return address and a frame pointer for each activation. Nothing"
                + " copies it here: the callers stay in their saved frames on the heap."));
  }

  private static Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    LONGS.forEach(longs -> keys.add(CopyMain.switchKey(longs, 1)));
    DEPTHS.forEach(depth -> keys.add(CopyMain.switchKey(LONGS_AT_DEPTH, depth)));
    LONGS.stream().filter(longs -> longs > 0).forEach(longs -> keys.add(CopyMain.copyKey(longs)));
    DEPTHS.forEach(depth -> keys.add(CopyMain.copyKey(longsOfStack(depth))));
    return keys;
  }

  private static int longsOfStack(int depth) {
    return depth * (LONGS_AT_DEPTH + WORDS_OF_A_CALL);
  }

  private static Table byLongs(Readings readings) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int longs : LONGS) {
      rows.add(
          List.of(
              "" + longs,
              Words.count((long) longs * Long.BYTES),
              Words.spread(readings.require(CopyMain.switchKey(longs, 1))),
              longs == 0 ? Words.ABSENT : Words.spread(readings.require(CopyMain.copyKey(longs)))));
    }
    return new Table(
        "By what is live where it suspends: ns",
        List.of("live longs", "bytes", "a switch", "the same bytes copied to and fro"),
        rows);
  }

  private static Table byDepth(Readings readings) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int depth : DEPTHS) {
      int longs = longsOfStack(depth);
      rows.add(
          List.of(
              Words.count(depth),
              Words.spread(readings.require(CopyMain.switchKey(LONGS_AT_DEPTH, depth))),
              Words.count((long) longs * Long.BYTES),
              Words.spread(readings.require(CopyMain.copyKey(longs)))));
    }
    return new Table(
        "By depth, with " + LONGS_AT_DEPTH + " live longs in each activation: ns",
        List.of("activations", "a switch", "bytes of the stack", "the stack copied to and fro"),
        rows);
  }

  private static Plot longsPlot(Readings readings) throws IOException {
    List<Plot.Point> switches = new ArrayList<>();
    List<Plot.Point> copies = new ArrayList<>();
    for (int longs : LONGS) {
      double bytes = (double) longs * Long.BYTES;
      switches.add(Plot.Point.at(bytes, readings.require(CopyMain.switchKey(longs, 1))));
      if (longs > 0) {
        copies.add(Plot.Point.at(bytes, readings.require(CopyMain.copyKey(longs))));
      }
    }
    return lines("A switch, by what is live", "bytes", false, switches, copies);
  }

  private static Plot depthPlot(Readings readings) throws IOException {
    List<Plot.Point> switches = new ArrayList<>();
    List<Plot.Point> copies = new ArrayList<>();
    for (int depth : DEPTHS) {
      switches.add(
          Plot.Point.at(depth, readings.require(CopyMain.switchKey(LONGS_AT_DEPTH, depth))));
      copies.add(Plot.Point.at(depth, readings.require(CopyMain.copyKey(longsOfStack(depth)))));
    }
    return lines("A switch, by depth", "activations on the stack", true, switches, copies);
  }

  private static Plot lines(
      String title, String x, boolean log, List<Plot.Point> switches, List<Plot.Point> copies) {
    return new Plot(
        title,
        Plot.Kind.LINES,
        x,
        "ns",
        log,
        log,
        List.of(
            new Plot.Series("coroutine's switch", switches),
            new Plot.Series("copy to and fro", copies)));
  }

  private static String verdict(Readings readings) throws IOException {
    int most = LONGS.get(LONGS.size() - 1);
    double empty = readings.require(CopyMain.switchKey(0, 1)).median();
    double full = readings.require(CopyMain.switchKey(most, 1)).median();
    Samples copied = readings.require(CopyMain.copyKey(most));
    double slope = (full - empty) / most;
    double copySlope = copied.median() / most;
    return "With nothing live a switch takes "
        + Words.time(empty)
        + ", with "
        + most
        + " longs "
        + Words.time(full)
        + ": "
        + String.format(Locale.ROOT, "%.2f", slope)
        + " ns for each of them, where a copy to and fro takes "
        + String.format(Locale.ROOT, "%.2f", copySlope)
        + " ns. "
        + speed(slope / copySlope)
        + " "
        + depthVerdict(readings);
  }

  private static String speed(double ratio) {
    if (ratio <= 2) {
      return "So what is live is saved at about the speed of a memory copy, on top of a fixed cost.";
    }
    return "So \"the speed of a memory copy\" is not true here: what is live is saved value by"
        + " value, in "
        + Words.times(ratio)
        + " the time of a copy of the block, on top of a fixed cost.";
  }

  private static String depthVerdict(Readings readings) throws IOException {
    int deepest = DEPTHS.get(DEPTHS.size() - 1);
    double flat = readings.require(CopyMain.switchKey(LONGS_AT_DEPTH, 1)).median();
    double deep = readings.require(CopyMain.switchKey(LONGS_AT_DEPTH, deepest)).median();
    double stack = readings.require(CopyMain.copyKey(longsOfStack(deepest))).median();
    return "At a depth of "
        + Words.count(deepest)
        + " a switch takes "
        + Words.times(deep / flat)
        + " what it takes at 1; copying that stack to and fro would take "
        + Words.time(stack)
        + ", "
        + Words.times(stack / deep)
        + " the switch. "
        + (deep < 2 * flat
            ? "Only the innermost activation is copied, not the stack."
            : "So the depth does matter here, although only the innermost activation is copied.");
  }
}
