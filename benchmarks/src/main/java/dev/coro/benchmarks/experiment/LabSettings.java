package dev.coro.benchmarks.experiment;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What some experiments need.
 *
 * @param postgres the address, by JDBC, of a PostgreSQL that may be written to; null for none
 * @param jars where jars that are fetched for an experiment are kept
 */
public record LabSettings(@Nullable String postgres, Path jars) {
  /** Without PostgreSQL, and jars in the folder for temporary files. */
  public static LabSettings usual() {
    return new LabSettings(null, Path.of(System.getProperty("java.io.tmpdir"), "coro-jars"));
  }

  /** With PostgreSQL, if it is not null. */
  public LabSettings withPostgres(@Nullable String address) {
    return new LabSettings(address, jars);
  }
}
