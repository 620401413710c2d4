package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.corpus.CorpusParts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusCommandTest {
  @TempDir private Path folder;

  @Test
  void listTellsTheJdkAndEveryPart() {
    CommandLineRun run = CommandLineRun.of("corpus", "--list");
    assertEquals(0, run.status());
    assertEquals(1 + CorpusParts.all().size(), run.out().lines().count());
    assertTrue(run.out().startsWith("jdk "), run.out());
    assertTrue(run.out().contains("\nkotlin "), run.out());
  }

  @Test
  void missingJarIsTold() {
    assertFails(
        "[CO402] Jar missing, nowhere.jar in ./coro corpus: no such file, nor a name that --list"
            + " tells. Check the name; it is relative to the current folder.",
        "nowhere.jar");
  }

  @Test
  void missingDependencyIsTold() throws Exception {
    assertFails(
        "[CO402] Class path entry missing, nowhere.jar in ./coro corpus: no such file, nor a name"
            + " that --list tells. Check the name; it is relative to the current folder.",
        "-cp",
        "nowhere.jar",
        folder.toString());
  }

  @Test
  void brokenJarIsTold() throws Exception {
    Path jar = Files.writeString(folder.resolve("broken.jar"), "hello");
    assertFails(
        "[CO402] Jar unreadable, "
            + jar
            + " in ./coro corpus: it is no jar (zip END header not found). Name a jar or a folder"
            + " of classes.",
        jar.toString());
  }

  @Test
  void missingModuleIsTold() {
    assertFails(
        "[CO402] Module missing, java.bas in ./coro corpus: this JDK has none of that name. Run"
            + " java --list-modules to see those it has.",
        "--module",
        "java.bas");
  }

  @Test
  void moduleIsJudged() throws Exception {
    Path json = folder.resolve("corpus.json");
    CommandLineRun run =
        CommandLineRun.of(
            "corpus",
            "--module",
            "java.prefs",
            "--json",
            json.toString(),
            "--work",
            folder.toString());
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(run.out().contains("\njdk: java.prefs "), run.out());
    assertTrue(Files.readString(json).contains("\"refusedShare\" : 0.0"));
  }

  @Test
  void tooManyRefusalsFail() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Big.java"),
            "class Big { static void f() {} void g() {" + "f();".repeat(9_000) + "} }");
    assertEquals(
        0,
        javax.tools.ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString()));
    CommandLineRun run =
        CommandLineRun.of("corpus", folder.toString(), "--work", folder.resolve("w").toString());
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("[CO410] Corpus refused, in "), run.err());
  }

  private static void assertFails(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "corpus";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLineRun run = CommandLineRun.of(all);
    assertEquals(message + System.lineSeparator(), run.err());
    assertEquals(2, run.status());
  }
}
