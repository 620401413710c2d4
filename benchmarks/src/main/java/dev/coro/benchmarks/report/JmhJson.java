package dev.coro.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the JSON that JMH writes with {@code -rf json}. */
public final class JmhJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JmhJson() {}

  /** The text is not what JMH writes. */
  public static final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    FormatException(String why) {
      super(why);
    }
  }

  /** Reads the results of one run of JMH; counters are results of their own. */
  public static List<JmhResult> read(String json) throws FormatException {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new FormatException("it is no JSON (" + e.getOriginalMessage() + ")");
    }
    if (!root.isArray()) {
      throw new FormatException("it is no list of results");
    }
    List<JmhResult> results = new ArrayList<>();
    for (JsonNode node : root) {
      results.add(result(node, "", score(required(node, "primaryMetric"))));
      for (Map.Entry<String, JsonNode> counter : node.path("secondaryMetrics").properties()) {
        results.add(result(node, counter.getKey(), counterScore(counter.getValue())));
      }
    }
    return results;
  }

  private static JmhResult result(JsonNode node, String metric, JmhResult.Score score)
      throws FormatException {
    String benchmark = text(node, "benchmark");
    int method = benchmark.lastIndexOf('.');
    if (method < 0) {
      throw new FormatException("'" + benchmark + "' is no method of a class");
    }
    String type = benchmark.substring(0, method);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> parameter : node.path("params").properties()) {
      parameters.put(parameter.getKey(), parameter.getValue().asText());
    }
    return new JmhResult(
        type.substring(type.lastIndexOf('.') + 1),
        benchmark.substring(method + 1),
        metric,
        parameters,
        metric.isEmpty() && text(node, "mode").equals("thrpt"),
        text(node, "jdkVersion"),
        text(node, "vmName") + " " + text(node, "vmVersion"),
        effort(node),
        score);
  }

  private static JmhResult.Score score(JsonNode metric) throws FormatException {
    return score(metric, number(metric, "score"), number(metric, "scoreError"));
  }

  /** JMH adds the counts of all iterations up: the median is that of one of them. */
  private static JmhResult.Score counterScore(JsonNode metric) throws FormatException {
    return score(metric, number(required(metric, "scorePercentiles"), "50.0"), Double.NaN);
  }

  private static JmhResult.Score score(JsonNode metric, double value, double error)
      throws FormatException {
    JsonNode percentiles = required(metric, "scorePercentiles");
    return new JmhResult.Score(
        value,
        error,
        number(percentiles, "0.0"),
        number(percentiles, "100.0"),
        text(metric, "scoreUnit"));
  }

  private static String effort(JsonNode node) throws FormatException {
    String flags =
        StreamSupport.stream(node.path("jvmArgs").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(" "));
    return "forks: "
        + text(node, "forks")
        + ", warm-up: "
        + text(node, "warmupIterations")
        + " x "
        + text(node, "warmupTime")
        + ", measured: "
        + text(node, "measurementIterations")
        + " x "
        + text(node, "measurementTime")
        + ", threads: "
        + text(node, "threads")
        + (flags.isEmpty() ? "" : ", flags: " + flags);
  }

  private static JsonNode required(JsonNode node, String name) throws FormatException {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      throw new FormatException("a result has no '" + name + "'");
    }
    return value;
  }

  private static String text(JsonNode node, String name) throws FormatException {
    return required(node, name).asText();
  }

  /** A number; JMH writes those that JSON has no form for as text. */
  private static double number(JsonNode node, String name) throws FormatException {
    JsonNode value = required(node, name);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      throw new FormatException("'" + name + "' is no number: " + value);
    }
  }
}
