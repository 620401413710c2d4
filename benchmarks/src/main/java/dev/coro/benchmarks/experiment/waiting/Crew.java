package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.LabProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes that do the work of one way together. */
final class Crew implements AutoCloseable {
  private final List<LabProcess> processes = new ArrayList<>();

  /** Starts as many as the way has; the first argument of {@code main} is the way. */
  static Crew start(
      Lab lab, Way way, Duration limit, List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(way.name()));
    all.addAll(List.of(arguments));
    Crew crew = new Crew();
    try {
      for (int i = 0; i < way.processes; i++) {
        crew.processes.add(lab.start(limit, flags, main, all.toArray(String[]::new)));
      }
      return crew;
    } catch (IOException e) {
      crew.close();
      throw e;
    }
  }

  List<LabProcess> processes() {
    return processes;
  }

  /** Tells all of them at once what to do, and puts their answers together. */
  Round ask(String line) throws IOException, InterruptedException {
    processes.forEach(one -> one.tell(line));
    Round sum = null;
    for (LabProcess one : processes) {
      Round round = Round.decode(one.answer());
      sum = sum == null ? round : sum.and(round);
    }
    if (sum == null) {
      throw new IllegalStateException("a crew without processes");
    }
    return sum;
  }

  /** Waits for a line of each. */
  void awaitAll() throws IOException, InterruptedException {
    for (LabProcess one : processes) {
      String unused = one.answer();
    }
  }

  Duration cpu() {
    return processes.stream().map(LabProcess::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  long memoryBytes() {
    return processes.stream().mapToLong(LabProcess::memoryBytes).sum();
  }

  @Override
  public void close() throws IOException {
    for (LabProcess one : processes) {
      one.close();
    }
  }
}
