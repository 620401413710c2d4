package dev.coro.benchmarks.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JSON as JMH writes it. */
public final class SampleJmh {
  private SampleJmh() {}

  /** A file with these results. */
  public static String file(String... results) {
    return Stream.of(results).collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  /** A result with an error of a tenth, and samples a tenth below and above. */
  public static String result(String benchmark, String parameters, double score) {
    return result(benchmark, "17.0.15", parameters, score, "" + score / 10, "");
  }

  /** A result with a counter, as of a single sample. */
  static String counted(String benchmark, String parameters, double score, double bytes) {
    String counter = "\"bytes\": " + metric(5 * bytes, "\"NaN\"", bytes, bytes, bytes, "#");
    return result(benchmark, "17.0.15", parameters, score, "\"NaN\"", counter);
  }

  static String result(
      String benchmark,
      String jdk,
      String parameters,
      double score,
      String error,
      String counters) {
    return """
        {
          "jmhVersion": "1.37", "benchmark": "dev.acme.%s", "mode": "avgt", "threads": 1,
          "forks": 2, "jvm": "java", "jvmArgs": ["-Xmx1g", "-Da=<b>"], "jdkVersion": "%s",
          "vmName": "A VM", "vmVersion": "1+2", "warmupIterations": 3, "warmupTime": "300 ms",
          "measurementIterations": 4, "measurementTime": "1 s", "params": {%s},
          "primaryMetric": %s,
          "secondaryMetrics": {%s}
        }"""
        .formatted(
            benchmark,
            jdk,
            parameters,
            metric(score, error, score * 0.9, score, score * 1.1, "ns/op"),
            counters);
  }

  private static String metric(
      double score, String error, double low, double median, double high, String unit) {
    return String.format(
        Locale.ROOT,
        "{\"score\": %s, \"scoreError\": %s, \"scorePercentiles\": {\"0.0\": %s, \"50.0\": %s,"
            + " \"100.0\": %s}, \"scoreUnit\": \"%s\", \"rawData\": [[%s]]}",
        score,
        error,
        low,
        median,
        high,
        unit,
        score);
  }
}
