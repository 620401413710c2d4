package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.experiment.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of one program, run one way.
 *
 * @param millis how long each run took
 * @param checksums what the runs came to: one number, if all is well
 */
record Result(List<Double> millis, Set<Long> checksums) {
  private static final String SEPARATOR = " ";

  /** Repeats a program until it was measured long enough. */
  static Result measure(Run run, Extent extent) throws Exception {
    Set<Long> checksums = new TreeSet<>();
    double spent = 0;
    for (int runs = 0; extent.needsWarmUp(runs, spent); runs++) {
      spent += timed(run, checksums);
    }
    List<Double> millis = new ArrayList<>();
    spent = 0;
    while (extent.needsSample(millis.size(), spent)) {
      double took = timed(run, checksums);
      millis.add(took);
      spent += took;
    }
    return new Result(millis, checksums);
  }

  private static double timed(Run run, Set<Long> checksums) throws Exception {
    long began = System.nanoTime();
    checksums.add(run.checksum());
    return (System.nanoTime() - began) / 1e6;
  }

  /** One run of a program. */
  interface Run {
    long checksum() throws Exception;
  }

  Samples samples() {
    return Samples.of(millis);
  }

  /** A line that {@link #parse} reads. */
  String format() {
    List<String> words = new ArrayList<>();
    words.add(String.valueOf(checksums.size()));
    checksums.forEach(checksum -> words.add(checksum.toString()));
    millis.forEach(sample -> words.add(sample.toString()));
    return String.join(SEPARATOR, words);
  }

  static Result parse(String line) {
    List<String> words = List.of(line.split(SEPARATOR, -1));
    int samplesFrom = 1 + Integer.parseInt(words.get(0));
    Set<Long> checksums = new TreeSet<>();
    words.subList(1, samplesFrom).forEach(word -> checksums.add(Long.parseLong(word)));
    return new Result(
        words.subList(samplesFrom, words.size()).stream().map(Double::parseDouble).toList(),
        checksums);
  }
}
