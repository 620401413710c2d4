package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes that get new bytes while their methods are parked or run: an activation runs on in the
 * version that it was saved by, or is refused; what starts afterwards runs the new code.
 */
class HotSwapIT {
  @TempDir static Path folder;

  /** What was printed, by scenario; the second time every suspension checked the stack. */
  private static Map<String, List<String>> transcripts;

  private static Map<String, List<String>> verifying;
  private static String warnings;

  @BeforeAll
  static void runAll() {
    Path agent = Sources.agentJar(folder.resolve("publish.jar"), PublishingAgent.class.getName());
    String[] folders = HotSwapScenarios.compile(folder).toArray(new String[0]);
    ChildJvm.Result result = run("", agent, folders);
    transcripts = transcripts(result);
    warnings = result.err();
    verifying = transcripts(run("=verify", agent, folders));
  }

  private static ChildJvm.Result run(String options, Path agent, String[] folders) {
    return new ChildJvm()
        .withCoro(options)
        .withAgent(agent, "")
        .on(ChildJvm.testClasses())
        .run(HotSwapProgram.class.getName(), folders);
  }

  private static Map<String, List<String>> transcripts(ChildJvm.Result result) {
    Map<String, List<String>> found = new TreeMap<>();
    List<String> current = List.of();
    for (String line : result.lines()) {
      if (line.startsWith("= ")) {
        current = new ArrayList<>();
        found.put(line.substring(2), current);
      } else {
        current.add(line);
      }
    }
    return found;
  }

  private static void check(String name, String... expected) {
    checkVerifying(name, expected);
    assertEquals(List.of(expected), codesOnly(transcripts.get(name)), name);
  }

  private static void checkVerifying(String name, String... expected) {
    assertEquals(List.of(expected), codesOnly(verifying.get(name)), name + " with verify");
  }

  /** Of messages only their codes. */
  private static List<String> codesOnly(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\[(CO\\d+)].*", "$1")).toList();
  }

  @Test
  void anUnchangedMethodRunsOnAlsoOnOtherLines() {
    check(
        "same",
        "parked suspended",
        "redefined",
        "1",
        "parked ended",
        "new suspended",
        "1",
        "new ended");
  }

  @Test
  void aParkedActivationCallsTheNewVersionOfOtherMethods() {
    check(
        "otherMethod",
        "parked suspended",
        "redefined",
        "parked suspended",
        "21",
        "parked ended",
        "new suspended",
        "new suspended",
        "21",
        "new ended");
  }

  @Test
  void aChangedMethodIsNotRunOn() {
    check(
        "changedBody",
        "parked suspended",
        "redefined",
        "parked threw CO225",
        "new suspended",
        "-1",
        "new ended");
    check(
        "changedConstant",
        "parked suspended",
        "redefined",
        "parked threw CO225",
        "new suspended",
        "new",
        "new ended");
  }

  @Test
  void theMessageNamesMethodAndPoint() {
    assertEquals(
        "parked threw [CO225] cannot resume Subject#f(int), parked at its suspension point 1: the"
            + " activation was saved by another version of the method, and what it saved may not"
            + " fit the code of this one. Start the coroutine again, or redefine methods while"
            + " nothing is parked in them.",
        transcripts.get("oneOverloadLeft").get(2));
  }

  @Test
  void aMethodWithMoreOrFewerPointsIsNotRunOn() {
    check(
        "morePoints",
        "parked suspended",
        "redefined",
        "parked threw CO225",
        "new suspended",
        "new suspended",
        "new",
        "new ended");
    check(
        "fewerPoints",
        "parked suspended",
        "redefined",
        "parked threw CO225",
        "new suspended",
        "new",
        "new ended");
  }

  @Test
  void theCallerOfWhatIsNotRunOnCanCatchIt() {
    check(
        "caller",
        "parked suspended",
        "redefined",
        "caught",
        "parked ended",
        "new suspended",
        "finally",
        "got 2",
        "new ended");
  }

  @Test
  void whatIsNotRunOnOwnsItsMonitorsNoMore() {
    check(
        "monitors",
        "parked suspended",
        "redefined",
        "caught",
        "free, free",
        "parked suspended",
        "parked suspended",
        "inside",
        "free, free",
        "parked ended",
        "new suspended",
        "2",
        "free, free",
        "new suspended",
        "new suspended",
        "inside",
        "free, free",
        "new ended");
  }

  @Test
  void whatIsNotRunOnLeavesItsCallerTheMonitorThatBothHold() {
    check(
        "reentry",
        "parked suspended",
        "redefined",
        "caught",
        "parked suspended",
        "true, free",
        "free, free",
        "parked ended",
        "new suspended",
        "2",
        "new suspended",
        "true, free",
        "free, free",
        "new ended");
  }

  @Test
  void aMethodThatGetsItsFirstPointCannotSuspendButRuns() {
    check(
        "firstPoint",
        "parked suspended",
        "redefined",
        "new step",
        "parked threw CO115",
        "new suspended",
        "new step",
        "new threw CO115");
    assertTrue(
        warnings.contains("[coro] warn: [CO115] Subject#step() at Subject.java:5 has"), warnings);
  }

  @Test
  void aMethodThatLosesItsLastPointRunsAsPlainJava() {
    check(
        "lastPoint",
        "parked suspended",
        "redefined",
        "parked threw CO225",
        "new step",
        "back",
        "new ended");
    check(
        "noPointAtAll", "parked suspended", "redefined", "parked threw CO225", "new", "new ended");
  }

  @Test
  void overloadsKeepTheirResumeBodies() {
    check(
        "overloads",
        "parked suspended",
        "redefined",
        "old int",
        "parked suspended",
        "new string",
        "parked ended",
        "new suspended",
        "old int",
        "new suspended",
        "new string",
        "new ended");
    check(
        "oneOverloadLeft",
        "parked suspended",
        "redefined",
        "parked threw CO225",
        "new int",
        "new suspended",
        "string",
        "new ended");
  }

  @Test
  void anActivationOnTheStackSuspendsInItsOldCode() {
    String name = "onTheStack";
    List<String> expected =
        List.of(
            "redefined",
            "parked suspended",
            "redefined",
            "pause",
            "parked threw CO225",
            "new suspended",
            "new",
            "new ended");
    assertEquals(expected, codesOnly(transcripts.get(name)), name);
    name = "unchangedOnTheStack";
    expected =
        List.of(
            "redefined",
            "parked suspended",
            "redefined",
            "pause",
            "same",
            "parked ended",
            "redefined",
            "new suspended",
            "pause",
            "same",
            "new ended");
    assertEquals(expected, codesOnly(transcripts.get(name)), name);
  }

  /** Nobody knows at which line it is. */
  @Test
  void anActivationInReplacedCodeIsRefusedWhereTheStackIsChecked() {
    checkVerifying(
        "onTheStack",
        "redefined",
        "parked threw CO204",
        "redefined",
        "parked ended",
        "new suspended",
        "new",
        "new ended");
  }

  @Test
  void anotherAdapterIsRefusedByTheJvmAndExplained() {
    check(
        "reference",
        "parked suspended",
        "not redefined",
        "null",
        "parked ended",
        "new suspended",
        "null",
        "new ended");
    assertTrue(
        warnings.contains(
            "[CO116] the new version of Subject needs other adapters of method references than the"
                + " loaded one (1, not 0)"),
        warnings);
  }

  @Test
  void aChangedAnnotationHasTheStackChecked() {
    check(
        "annotation",
        "parked suspended",
        "redefined",
        "parked threw CO225",
        "new suspended",
        "new threw CO204");
    assertEquals(2, warnings.split("CO117", -1).length, warnings);
    assertTrue(
        warnings.contains(
            "[CO117] the new version of Subject changes what is @Suspendable (move()V)"),
        warnings);
  }
}
