package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watchdog and the flight recorder, asked for by the command line of a JVM or from outside. */
class DiagnosisIT {
  private static final List<String> EVENTS =
      List.of("dev.coro.CoroutinePark", "dev.coro.PinnedAttempt", "dev.coro.SlowStep");

  @TempDir static Path classes;

  @BeforeAll
  static void compile() {
    Sources.compileResource("Diagnosed.java", classes);
  }

  private static ChildJvm jvm(String agentOptions, String... options) {
    ChildJvm jvm = new ChildJvm().withCoro(agentOptions).on(classes);
    for (String option : options) {
      jvm.with(option);
    }
    return jvm;
  }

  @Test
  void aProgramLoadsNothingOfTheFlightRecorderUnlessItRecords() {
    List<String> loaded = jvm("", "-Xlog:class+load").run("Diagnosed", "hello").lines();
    assertTrue(loaded.contains("hello"), loaded::toString);
    assertTrue(loaded.stream().anyMatch(line -> line.contains(" dev.coro.Carrier ")));
    assertEquals(
        List.of(),
        loaded.stream()
            .filter(
                line ->
                    line.contains(" jdk.jfr.")
                        || line.matches(".* dev.coro.internal.jfr.*Event .*"))
            .toList());
  }

  @Test
  void aRecordingOfTheCommandLineHasTheEvents() {
    List<String> lines =
        jvm("", "-XX:StartFlightRecording:name=DiagnosedRecording", "-Xlog:disable")
            .run("Diagnosed", "recorded")
            .lines();
    assertEquals(EVENTS, events(lines));
  }

  @Test
  void aRecordingThatJcmdStartsHasTheEvents() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    assertEquals(EVENTS, events(jvm("").run("Diagnosed", "jcmd", jcmd).lines()));
  }

  private static List<String> events(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("dev.coro.")).distinct().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "property"})
  void theWatchdogOfAllCarriersWarnsInTheLog(String how) {
    ChildJvm jvm = how.equals("agent") ? jvm("=watchdog=500ms") : jvm("", "-Dcoro.watchdog=500ms");
    String said = String.join("\n", jvm.run("Diagnosed", "watched").lines());
    assertTrue(
        said.startsWith("WARNING [coro] [CO269] coroutine 'main' has kept carrier 'main' for "),
        said);
    assertTrue(said.contains("\n\tat Diagnosed.lambda$watched$"), said);
  }

  @Test
  void aLimitThatIsNoDurationIsRefused() {
    ChildJvm.Result result = jvm("", "-Dcoro.watchdog=soon").run("Diagnosed", "hello");
    assertEquals(1, result.status());
    assertTrue(
        result.err().contains("[CO268] the system property coro.watchdog is 'soon': it is no"),
        result.err());
  }
}
