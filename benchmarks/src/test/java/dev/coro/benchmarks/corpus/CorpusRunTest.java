package dev.coro.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the corpus: a few modules of the JDK, odd classes, and small jars. */
final class CorpusRunTest {
  private static final Path AGENT = Path.of(System.getProperty("coro.agent")).toAbsolutePath();

  private static final Path ODD_CLASSES =
      AGENT.resolveSibling("odd-classes").resolve("asm-test.jar");

  @TempDir private Path folder;

  private static final AtomicInteger STEPS = new AtomicInteger();

  @TempDir private static Path work;

  private static CorpusRun run;

  @BeforeAll
  static void readJdk() throws IOException {
    run = new CorpusRun(AGENT, work, false, new Counting());
  }

  private static final class Counting implements CorpusRun.Progress {
    @Override
    public void begin(String input, int classes) {
      STEPS.set(-classes);
    }

    @Override
    public void step() {
      STEPS.incrementAndGet();
    }

    @Override
    public void linking() {
      assertEquals(0, STEPS.get(), "each class is one step");
    }
  }

  @Test
  void modulesOfTheJdkVerify() throws Exception {
    CorpusResult result =
        run.run(CorpusInput.ofJdk(List.of("java.prefs", "java.logging", "java.rmi")));
    assertEquals(List.of(), result.complaints());
    assertTrue(result.isGood(), result.toString());
    assertTrue(result.changed() > 130, result.toString());
    assertEquals(result.changed(), result.verified());
    assertTrue(result.methods() > 800 && result.points() > 4_000, result.toString());
    assertTrue(result.initialisers() > 100, result.toString());
    assertTrue(result.growth() > 1.2 && result.transformNanos() > 0, result.toString());
  }

  @Test
  void oddClassesVerify() throws Exception {
    CorpusResult result = run.run(CorpusInput.ofJars("asm-test", List.of(ODD_CLASSES), List.of()));
    assertEquals(0, result.failed(), CorpusReport.format(List.of(result), true));
    assertTrue(result.verified() > 20, CorpusReport.format(List.of(result), true));
  }

  @Test
  void missingDependencyIsNoFailure() throws Exception {
    Path classes =
        SampleJar.compile(
            folder,
            "Api",
            "class Api { static class Base extends Exception {} }",
            "User",
            """
            class User {
              void run() throws Exception { if (test() > 1) throw new Api.Base(); }
              int test() { return hashCode(); }
            }
            """);
    Files.delete(classes.resolve("Api$Base.class"));
    CorpusResult result = run.run(CorpusInput.ofJars("missing", List.of(classes), List.of()));
    assertEquals(0, result.failed(), result.toString());
    assertEquals(1, result.unjudged(Judge.JVM), result.toString());
    String report = CorpusReport.format(List.of(result), false);
    assertTrue(report.contains("(java.lang.NoClassDefFoundError):\n  User\n"), report);
  }

  @Test
  void folderInsideAJarIsNoPartOfTheName() throws Exception {
    Path classes = SampleJar.compile(folder, "One", "class One { int a() { return hashCode(); } }");
    Path jar = SampleJar.pack(classes, folder.resolve("one.jar"), "BOOT-INF/classes/");
    CorpusResult result = run.run(CorpusInput.ofJars("one", List.of(jar, jar), List.of()));
    assertEquals(1, result.verified());
    assertEquals(1, result.duplicates());
    assertEquals(1, result.methods());
  }

  @Test
  void refusedMethodsAreToldAndCounted() throws Exception {
    Path classes =
        SampleJar.compile(
            folder,
            "Big",
            "class Big { static void f() {} native void n(); static { f(); } void g() {"
                + "f();".repeat(9_000)
                + "} }");
    CorpusResult result = run.run(CorpusInput.ofJars("big", List.of(classes), List.of()));
    assertEquals(0, result.failed(), result.toString());
    assertEquals(1, result.refusals().size());
    assertEquals("CO106", result.refusals().get(0).code());
    assertEquals(1.0, result.refusedShare());
    assertEquals(1, result.natives());
    assertEquals(1, result.initialisers());
    assertFalse(result.isGood());
    String report = CorpusReport.format(List.of(result), true);
    assertTrue(report.contains("Refused, CO106: 1 methods\n  [CO106] Big#g() at"), report);
  }

  @Test
  void fileThatIsNoClassIsTold() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("none"));
    Files.writeString(classes.resolve("None.class"), "hello");
    CorpusResult result = run.run(CorpusInput.ofJars("none", List.of(classes), List.of()));
    assertEquals(0, result.classes());
    assertEquals(List.of("None"), List.copyOf(result.unreadable().keySet()));
    assertTrue(CorpusReport.json(List.of(result)).contains("\"None\""));
  }
}
