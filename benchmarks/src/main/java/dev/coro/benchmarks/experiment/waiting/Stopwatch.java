package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.compare.NotMeasurableException;
import dev.coro.benchmarks.compare.ProcFs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Measures a round in the JVM that does it. */
final class Stopwatch {
  private final Duration cpu = cpu();
  private final long began = System.nanoTime();

  /** What is done for each line that the laboratory sends. */
  interface Task {
    Round run(String line) throws Exception;
  }

  /** Does what the laboratory says until it says no more. */
  static void obey(Task task) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(task, line));
    }
  }

  /** A failure is told on one line, which is no round. */
  private static String answer(Task task, String line) throws Exception {
    try {
      return task.run(line).encode();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What has happened since this was made. */
  Round stop(long count, Histogram micros) {
    long nanos = System.nanoTime() - began;
    long cpuNanos = cpu().minus(cpu).toNanos();
    return new Round(count, nanos, cpuNanos, peakBytes(), micros);
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static long peakBytes() {
    try {
      return ProcFs.peakResidentBytes();
    } catch (NotMeasurableException e) {
      return 0;
    }
  }
}
