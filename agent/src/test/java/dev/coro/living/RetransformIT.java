package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that retransform classes while their methods are parked. */
class RetransformIT {
  private static final String RESULT = "0 10 -1 30 ";

  @TempDir static Path folder;

  private static Path classes;
  private static Path plainAgent;
  private static Path buddyAgent;

  @BeforeAll
  static void compile() {
    classes = folder.resolve("classes");
    Sources.compileResource("Parking.java", classes, ChildJvm.otherJar("byte-buddy"));
    plainAgent = Sources.agentJar(folder.resolve("plain.jar"), "PlainAgent");
    buddyAgent = Sources.agentJar(folder.resolve("buddy.jar"), "BuddyAgent");
  }

  /** Before coro an agent sees the original bytes, behind it always the same instrumented ones. */
  @ParameterizedTest
  @ValueSource(strings = {"plain coro", "coro plain"})
  void parkedActivationsSurviveAPlainRetransformation(String agents) {
    assertEquals(
        List.of(RESULT, RESULT, "same bytes true", "entered false"), run(agents, "retransform"));
  }

  @ParameterizedTest
  @CsvSource({
    "plain buddy coro, retransform",
    "coro plain buddy, retransform",
    "coro plain, install",
    "coro plain buddy, reset"
  })
  void parkedActivationsSurviveByteBuddy(String agents, String change) {
    assertEquals(List.of(RESULT, RESULT, "same bytes true", "entered true"), run(agents, change));
  }

  /** In front of coro an agent takes code away, or adds some, while the method is parked. */
  @ParameterizedTest
  @CsvSource({"plain buddy coro, reset", "plain coro, install"})
  void parkedActivationsAreRefusedWhenTheirCodeChanges(String agents, String change) {
    assertEquals(List.of("CO225", RESULT, "same bytes true", "entered true"), run(agents, change));
  }

  private static List<String> run(String agents, String change) {
    ChildJvm child = new ChildJvm().on(classes, ChildJvm.otherJar("byte-buddy"));
    for (String agent : agents.split(" ", -1)) {
      switch (agent) {
        case "coro" -> child.withCoro("");
        case "plain" -> child.withAgent(plainAgent, "");
        default -> child.withAgent(buddyAgent, "");
      }
    }
    return child.run("ParkingMain", change).lines();
  }
}
