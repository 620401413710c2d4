package dev.coro.benchmarks.diagnose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;

/**
 * What was seen of a process, and what to make of it.
 *
 * @param target the process
 * @param verdict its kind
 * @param advice the model that fits
 * @param evidence the figures as they are shown
 * @param figures the figures
 * @param jvms what the flight recorders of its JVMs have seen
 */
public record Diagnosis(
    String target,
    Verdict verdict,
    Advice advice,
    List<Evidence> evidence,
    Figures figures,
    List<JvmProfile> jvms) {
  static Diagnosis of(String target, Figures figures, List<JvmProfile> jvms) {
    Verdict verdict = Verdict.of(figures, jvms);
    return new Diagnosis(
        target, verdict, Advice.of(figures, verdict), Evidence.of(figures, verdict), figures, jvms);
  }

  /** Returns it as JSON. */
  public String toJson() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a diagnosis cannot be written as JSON", e);
    }
  }

  /** Returns it for people. */
  public String toText() {
    return new DiagnosisText(this).format();
  }
}
