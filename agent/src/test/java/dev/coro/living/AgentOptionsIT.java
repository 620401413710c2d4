package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of the agent, with JaCoCo beside it. */
class AgentOptionsIT {
  private static final List<String> RESULT = List.of("12 102 213 A3B34 4 15", "19 19");

  @TempDir static Path folder;

  private static Path classes;

  @BeforeAll
  static void compile() {
    classes = folder.resolve("classes");
    Sources.compileResource("Covered.java", classes);
  }

  @Test
  void dumpedClassesAreThoseThatRunAndAreNotInstrumentedAgain() throws IOException {
    Path dump = folder.resolve("dump");
    ChildJvm.Result first =
        new ChildJvm()
            .withCoro("=dump=" + dump + ",log=info")
            .on(classes)
            .run("CoveredMain", "suspended");
    assertEquals(RESULT, first.lines());
    assertTrue(first.err().contains("[coro] info: instrumented Covered\n"), first.err());
    byte[] dumped = Files.readAllBytes(dump.resolve("Covered.class"));
    assertTrue(dumped.length > Files.size(classes.resolve("Covered.class")));

    Path again = folder.resolve("again");
    ChildJvm.Result second = run("=verify,log=info,dump=" + again, dump, classes);
    assertEquals(RESULT, second.lines());
    assertFalse(second.err().contains("instrumented Covered"), second.err());
    assertFalse(Files.exists(again.resolve("Covered.class")));
  }

  @Test
  void anExcludedClassRunsAndRefusesToSuspend() {
    ChildJvm.Result result = run("=exclude=Covered:com.acme.*", classes);
    assertEquals(1, result.status());
    assertTrue(
        result.err().contains("[CO203] cannot suspend through Covered: its class was not"),
        result.err());
    assertEquals(
        RESULT.get(0), plain("=exclude=Covered:com.acme.*").lines().get(0), "never suspended");
  }

  @Test
  void onlyIncludedClassesAreInstrumented() {
    ChildJvm.Result result = run("=include=Pause:dev.coro.*:CoveredMain,log=info", classes);
    assertTrue(result.err().contains("[CO203]"), result.err());
    assertTrue(result.err().contains("instrumented Pause\n"), result.err());
    assertFalse(result.err().contains("instrumented Covered\n"), result.err());
    assertEquals(RESULT, run("=include=Pause:dev.coro.*:Covered*", classes).lines());
  }

  @Test
  void logSaysMoreAndLess() {
    String debug = run("=log=debug,verify", classes).err();
    assertTrue(debug.contains("[coro] debug: agent installed with "), debug);
    assertTrue(debug.contains("[coro] debug: Covered.loop(I)I -> dev/coro/rt/Frames$"), debug);
    assertEquals("", run("=log=error", classes).err());
    assertEquals("", run("", classes).err());
  }

  private static ChildJvm.Result run(String options, Path... classPath) {
    return new ChildJvm()
        .withCoro(options)
        .with(jacoco())
        .on(classPath)
        .run("CoveredMain", "suspended");
  }

  private static ChildJvm.Result plain(String options) {
    return new ChildJvm().with(jacoco()).withCoro(options).on(classes).run("CoveredMain", "plain");
  }

  private static String jacoco() {
    return "-javaagent:%s=destfile=%s"
        .formatted(ChildJvm.otherJar("org.jacoco.agent-runtime"), folder.resolve("unused.exec"));
  }
}
