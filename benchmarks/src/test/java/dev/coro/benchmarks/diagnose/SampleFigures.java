package dev.coro.benchmarks.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Figures as they might have been recorded: ten seconds in a hundred looks, on two CPUs. */
final class SampleFigures {
  static final double SECONDS = 10;

  static final int LOOKS = 100;

  private final List<ThreadFigures> threads = new ArrayList<>();
  private double unseenCpuSeconds;
  private long majorFaults;

  /** A thread that was there all the time. */
  SampleFigures thread(String name, double run, double queue, long voluntary, Wait wait) {
    return thread(name, SECONDS, run, queue, voluntary, wait);
  }

  SampleFigures thread(
      String name, double seen, double run, double queue, long voluntary, Wait wait) {
    int looks = (int) Math.round((seen - run - queue) / SECONDS * LOOKS);
    threads.add(
        new ThreadFigures(
            1,
            threads.size() + 1,
            name,
            ThreadRole.of(name),
            seen,
            run,
            queue,
            voluntary,
            0,
            Map.of(wait, Math.max(0, looks))));
    return this;
  }

  /** CPU time of processes that came and went between two looks. */
  SampleFigures unseenCpu(double seconds) {
    unseenCpuSeconds = seconds;
    return this;
  }

  SampleFigures majorFaults(long count) {
    majorFaults = count;
    return this;
  }

  Figures figures() {
    return figures(SECONDS, 2);
  }

  Figures figures(double seconds, double cores) {
    double run = unseenCpuSeconds + threads.stream().mapToDouble(ThreadFigures::runSeconds).sum();
    return new Figures(
        seconds,
        LOOKS,
        cores,
        new Counters((long) (run * 1e9), 0, majorFaults, 0, 0, 0, 0, 0, 0),
        List.copyOf(threads),
        new SystemFigures(2, 1, 0, 3, "1 1 1", 0, 0, Map.of()),
        List.of());
  }
}
