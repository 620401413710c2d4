package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenTelemetry agent puts spans around methods that suspend. */
class OpenTelemetryIT {
  private static final Path OPEN_TELEMETRY = ChildJvm.otherJar("opentelemetry-javaagent");
  private static final Pattern SPAN = Pattern.compile("'Covered\\.(loop|handled|wide)'");

  @TempDir static Path folder;

  /** The span is part of the method: it lasts from the call to the end. */
  @Test
  void inFrontOfCoroThereIsOneSpanForEachCall() {
    assertEquals(4, spans(new ChildJvm().withAgent(OPEN_TELEMETRY, "").withCoro("=verify")));
  }

  /** The resume body is a method like any other: each resumption is one more span. */
  @Test
  void behindCoroThereIsOneSpanForEachStretchThatRuns() {
    assertEquals(4 + 12, spans(new ChildJvm().withCoro("=verify").withAgent(OPEN_TELEMETRY, "")));
  }

  private static long spans(ChildJvm child) {
    Sources.compileResource("Covered.java", folder);
    ChildJvm.Result result =
        child
            .with("-Dotel.traces.exporter=console")
            .with("-Dotel.metrics.exporter=none")
            .with("-Dotel.logs.exporter=none")
            .with("-Dotel.instrumentation.methods.include=Covered[loop,handled,wide]")
            .on(folder)
            .run("CoveredMain", "suspended");
    assertEquals("12 102 213 A3B34 4 15", result.lines().get(0));
    assertEquals("19 19", result.lines().get(1));
    return SPAN.matcher(result.err()).results().count();
  }
}
