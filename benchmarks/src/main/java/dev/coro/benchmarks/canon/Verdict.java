package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Way;
import dev.coro.benchmarks.experiment.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in which programs coroutines lead, and in which not. */
final class Verdict {
  /** Medians that are not further apart than this factor are no clear difference. */
  static final double SAME = 1.1;

  private final Results results;

  Verdict(Results results) {
    this.results = results;
  }

  /** A program with what one carrier took, and the other way. */
  private record Compared(Program program, String label, Way other, Samples one, Samples others) {
    /** How many times as long the other way took. */
    double ratio() {
      return others.median() / one.median();
    }

    /** Beyond the spread: the best run of the other way took longer than the usual one here. */
    boolean ahead() {
      return ratio() > SAME && one.median() < others.min();
    }

    boolean behind() {
      return ratio() < 1 / SAME && others.median() < one.min();
    }

    String words() {
      return ratio() >= 1
          ? String.format(Locale.ROOT, "%s %.1fx", label, ratio())
          : String.format(
              Locale.ROOT,
              "%s (%s %.1f times as fast; %s)",
              label,
              other.label(),
              1 / ratio(),
              program.pattern().words());
    }
  }

  String words() {
    List<Compared> threads = compare(this::fastestThreads);
    List<Compared> ahead = threads.stream().filter(Compared::ahead).toList();
    List<Compared> behind = threads.stream().filter(Compared::behind).toList();
    List<Compared> same = new ArrayList<>(threads);
    same.removeAll(ahead);
    same.removeAll(behind);
    List<Compared> cores = compare(program -> Optional.of(Way.CARRIER_PER_CORE));
    List<Compared> gained = cores.stream().filter(Compared::behind).toList();
    List<Compared> lost = cores.stream().filter(Compared::ahead).toList();
    return String.format(
        Locale.ROOT,
        "Coroutines of one carrier beat the faster kind of threads in %d of %d programs%s."
            + " No clear difference in %d%s. Threads win in %d%s."
            + " A carrier for each core helps in %d%s, and costs more than it brings in %d%s.",
        ahead.size(),
        threads.size(),
        list(ahead, Compared::words),
        same.size(),
        list(same, Compared::label),
        behind.size(),
        list(behind, Compared::words),
        gained.size(),
        list(gained, Compared::label),
        lost.size(),
        list(lost, Compared::label));
  }

  private List<Compared> compare(Function<Program, Optional<Way>> other) {
    List<Compared> all = new ArrayList<>();
    for (Program program : results.programs()) {
      other.apply(program).ifPresent(way -> all.add(compared(program, way)));
    }
    return all;
  }

  private Compared compared(Program program, Way way) {
    return new Compared(
        program,
        results.label(program),
        way,
        samples(program, Way.ONE_CARRIER),
        samples(program, way));
  }

  private Optional<Way> fastestThreads(Program program) {
    return List.of(Way.PLATFORM_THREADS, Way.VIRTUAL_THREADS).stream()
        .filter(way -> results.samples(program, way).isPresent())
        .min(Comparator.comparing(way -> samples(program, way).median()));
  }

  private Samples samples(Program program, Way way) {
    return results.samples(program, way).orElseThrow();
  }

  private static String list(List<Compared> some, Function<Compared, String> words) {
    return some.isEmpty() ? "" : ": " + some.stream().map(words).collect(Collectors.joining("; "));
  }
}
