package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JaCoCo counts the same lines and branches whether a program is suspended or not. */
class JacocoIT {
  private static final String RESULT = "12 102 213 A3B34 4 15";
  private static final Pattern PLAN = Pattern.compile("Covered\\.(\\w+)\\S* -> (\\S+)");

  /** What is covered without coro, by release. */
  private static final Map<String, List<String>> PLAIN = new HashMap<>();

  @TempDir static Path folder;

  private static Path coverageTool;

  @BeforeAll
  static void compile() {
    coverageTool = folder.resolve("tool");
    Sources.compileResource("Coverage.java", coverageTool, ChildJvm.otherJar("org.jacoco.core"));
    // From Java 11 on JaCoCo keeps its counters in a dynamic constant, before that in a field.
    Sources.compileResource("Covered.java", folder.resolve("17"));
    Sources.compileResource("Covered.java", folder.resolve("8"), List.of("--release", "8"));
  }

  @ParameterizedTest
  @CsvSource({"17, true", "17, false", "8, true", "8, false"})
  void suspendingChangesNoCounter(String release, boolean jacocoFirst) {
    List<String> plain =
        PLAIN.computeIfAbsent(
            release, r -> coverage(r, "plain", new ChildJvm().with(jacoco("plain"))));
    ChildJvm child = new ChildJvm();
    if (jacocoFirst) {
      child.with(jacoco("suspended")).withCoro("=verify");
    } else {
      child.withCoro("=verify").with(jacoco("suspended"));
    }
    List<String> suspended = coverage(release, "suspended", child);
    assertEquals(String.join("\n", plain), String.join("\n", suspended));
    // What was never called is not covered, and most of the rest is.
    assertTrue(plain.stream().filter(line -> line.matches("\\d+ 0/[1-9].*")).count() >= 3);
    assertTrue(plain.stream().filter(line -> line.matches("\\d+ [1-9].*")).count() >= 30);
  }

  @Test
  void countersAreNotSaved() {
    String alone = plans(new ChildJvm().withCoro("=log=debug"));
    String together = plans(new ChildJvm().with(jacoco("shape")).withCoro("=log=debug"));
    assertFalse(alone.isEmpty());
    assertEquals(alone, together);
  }

  private static String jacoco(String name) {
    return "-javaagent:%s=append=false,destfile=%s"
        .formatted(ChildJvm.otherJar("org.jacoco.agent-runtime"), folder.resolve(name + ".exec"));
  }

  private static List<String> coverage(String release, String mode, ChildJvm child) {
    Path classes = folder.resolve(release);
    List<String> said = child.on(classes).run("CoveredMain", mode).lines();
    assertEquals(RESULT, said.get(0));
    assertEquals(mode.equals("plain") ? "0 0" : "19 19", said.get(1));
    return new ChildJvm()
        .on(coverageTool)
        .on(ChildJvm.otherJar("org.jacoco.core"))
        .on(ChildJvm.otherJar("asm"), ChildJvm.otherJar("asm-tree"))
        .on(ChildJvm.otherJar("asm-commons"))
        .run(
            "Coverage",
            folder.resolve(mode + ".exec").toString(),
            classes.resolve("Covered.class").toString())
        .lines();
  }

  /** Methods of the program and the shapes of their saved frames. */
  private static String plans(ChildJvm child) {
    String log = child.on(folder.resolve("17")).run("CoveredMain", "suspended").err();
    StringBuilder plans = new StringBuilder();
    for (Matcher match = PLAN.matcher(log); match.find(); ) {
      plans.append(match.group(1)).append(' ').append(match.group(2)).append('\n');
    }
    return plans.toString();
  }
}
