package dev.coro.it.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that were loaded before the agent. */
class EarlierClassesIT {
  private static final String EARLY = "dev.coro.it.pins.Early";
  private static final String REFLECTION = "dev.coro.it.pins.EarlyReflection";
  private static final String WHY =
      " loaded before the agent: the JVM adds no methods to a loaded class, so nothing there can be"
          + " suspended. Start Java with -javaagent:coro.jar in front of other agents, or attach"
          + " before the class is used.";

  @TempDir Path folder;

  @Test
  void agentInFrontMayLoadWhatDoesNotSuspend() throws IOException {
    ChildJvm jvm = withAgentInFront(REFLECTION, "reflection only");
    assertEquals("false", jvm.results().get("always"));
    assertEquals("2", jvm.results().get("late"));
    assertEquals(reflection(), said(jvm, "reflection"));
    assertEquals("", jvm.errors());
  }

  @Test
  void classLoadedByAnAgentInFrontIsRefusedExactly() throws IOException {
    ChildJvm jvm = withAgentInFront(EARLY + ";" + REFLECTION);
    assertRefused(jvm);
    assertEquals("[coro] warn: [CO108] " + EARLY + " was" + WHY, jvm.errors().strip());
  }

  @Test
  void attachedAgentServesWhatIsLoadedLater() throws IOException {
    ChildJvm jvm = attached("", REFLECTION);
    assertEquals("false", jvm.results().get("always"));
    assertEquals("2", jvm.results().get("late"));
    assertEquals(reflection(), said(jvm, "reflection"));
    assertEquals("", jvm.errors());
  }

  @Test
  void attachedAgentRefusesWhatWasLoadedBefore() throws IOException {
    ChildJvm jvm = attached("", EARLY, REFLECTION);
    assertRefused(jvm);
    assertEquals("[coro] warn: [CO108] " + EARLY + " was" + WHY, jvm.errors().strip());
  }

  /** Continuations may be on the stack, in code without brackets. */
  @Test
  void attachedAgentLooksAlwaysWhereContinuationsWereUsed() throws IOException {
    ChildJvm jvm = attached("", "dev.coro.GeneratorContinuation", "dev.coro.rt.ContinuationState");
    assertEquals("true", jvm.results().get("always"));
    assertEquals("2", jvm.results().get("late"));
    assertTrue(jvm.errors().contains("[CO108] dev.coro.GeneratorContinuation was"), jvm.errors());
  }

  @Test
  void attachedAgentTakesOptions() throws IOException {
    ChildJvm jvm = attached("verify,log=debug", REFLECTION);
    assertEquals("true", jvm.results().get("always"));
    assertTrue(jvm.errors().contains("instrumented " + REFLECTION), jvm.errors());
  }

  @Test
  void wrongOptionsDoNotEndARunningProgram() throws IOException {
    ChildJvm jvm = attached("verfy", REFLECTION);
    assertEquals("refused", jvm.results().get("attach"));
    assertTrue(jvm.errors().contains("[CO301] unknown agent option 'verfy'"), jvm.errors());
  }

  private static void assertRefused(ChildJvm jvm) {
    // The method reference in the class has a proxy that cannot be bracketed.
    assertEquals("true", jvm.results().get("always"));
    assertEquals("2", jvm.results().get("late"));
    assertEquals(reflection(), said(jvm, "reflection"));
    assertEquals(
        "[CO108] cannot suspend through "
            + EARLY
            + "#suspending() at Early.java, whose class was"
            + WHY,
        said(jvm, "suspending"));
    assertEquals(Said.unannotated(EARLY + "#plain() at Early.java"), said(jvm, "plain"));
    assertEquals(
        Said.otherDeclaration("dev.coro.it.pins.EarlyCases#reference() at EarlyCases.java"),
        said(jvm, "reference"));
  }

  private static String reflection() {
    return Said.reflection(REFLECTION + "#call(Method) at EarlyReflection.java");
  }

  private static String said(ChildJvm jvm, String name) {
    return Said.normal(String.valueOf(jvm.results().get(name)));
  }

  private ChildJvm withAgentInFront(String classes, String... arguments) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), EarlyAgent.class.getName());
    Path jar = folder.resolve("early.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    List<String> all =
        new ArrayList<>(
            List.of(
                "-javaagent:" + jar + "=" + classes,
                "-javaagent:" + ChildJvm.agent(),
                "-cp",
                ChildJvm.classPath(List.of()),
                EarlyCases.class.getName()));
    all.addAll(List.of(arguments));
    return ChildJvm.run(folder, all);
  }

  private ChildJvm attached(String options, String... classes) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-Djdk.attach.allowAttachSelf=true",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                ChildJvm.classPath(List.of()),
                AttachedLater.class.getName(),
                ChildJvm.agent().toString(),
                options));
    all.addAll(List.of(classes));
    return ChildJvm.run(folder, all);
  }
}
