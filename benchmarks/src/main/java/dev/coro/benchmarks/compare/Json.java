package dev.coro.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coro.benchmarks.experiment.Finding;
import java.util.List;
import java.util.Map;

/** The one JSON form of scales, figures and comparisons. */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          // Median, min and max are written for readers and computed anew when read.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /** Returns the comparison as JSON. */
  public static String ofComparison(Comparison comparison) {
    return write(comparison);
  }

  /**
   * Returns the comparison as JSON, with what was concluded from it.
   *
   * @param conclusions what stands beside the comparison's own fields, by name; {@link
   *     #toComparison} skips it
   */
  public static String ofComparison(Comparison comparison, Map<String, ?> conclusions) {
    ObjectNode all = MAPPER.valueToTree(comparison);
    conclusions.forEach((name, value) -> all.set(name, MAPPER.valueToTree(value)));
    return write(all);
  }

  /** Returns findings alone as JSON, in the form that they have in a comparison. */
  public static String ofFindings(List<Finding> findings) {
    return write(Map.of("findings", findings));
  }

  /** Reads what {@link #ofComparison} wrote. */
  public static Comparison toComparison(String json) throws JsonProcessingException {
    Comparison comparison = MAPPER.readValue(json, Comparison.class);
    if (comparison == null) { // The JSON word null.
      throw new JsonMappingException(null, "nothing is in it");
    }
    return comparison;
  }

  static String ofFigures(List<Figure> figures) {
    try {
      // The type is told: erased to List, the elements would lose their "status".
      return MAPPER.writerFor(new TypeReference<List<Figure>>() {}).writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures cannot be written as JSON", e);
    }
  }

  static List<Figure> toFigures(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, new TypeReference<List<Figure>>() {});
  }

  static String ofScale(Scale scale) {
    return write(scale);
  }

  static Scale toScale(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, Scale.class);
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
    }
  }
}
