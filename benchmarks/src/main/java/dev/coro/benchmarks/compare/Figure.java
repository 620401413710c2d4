package dev.coro.benchmarks.compare;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The answer of one model for one metric: measured, or absent with the reason. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = Absent.class, name = "absent")
})
public sealed interface Figure permits Measured, Absent {
  /** Returns whose figure this is. */
  ModelKind model();

  /** Returns what was asked. */
  Metric metric();
}
