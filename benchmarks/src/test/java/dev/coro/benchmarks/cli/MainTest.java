package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "compare", "run", "dump", "diagnose", "bench", "torture", "corpus"})
  void helpOfEachCommandEndsWithStatusZero(String command) {
    CommandLineRun run =
        command.isEmpty() ? CommandLineRun.of("--help") : CommandLineRun.of(command, "--help");
    assertEquals(0, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().contains(("Usage: ./coro " + command).strip()), run.out());
  }

  @Test
  void versionIsTold() {
    CommandLineRun run = CommandLineRun.of("--version");
    assertEquals(0, run.status());
    assertTrue(run.out().endsWith("Java " + Runtime.version() + System.lineSeparator()));
  }

  @Test
  void missingCommandIsWrongUsage() {
    assertFails(
        2,
        "[CO401] Wrong usage, in ./coro: a command is missing. Run ./coro --help to see what it"
            + " takes.");
  }

  @Test
  void unknownCommandIsWrongUsageWithASuggestion() {
    assertFails(
        2,
        "[CO401] Wrong usage, in ./coro: Unmatched argument at index 0: 'compar'. Did you mean"
            + " compare? Run ./coro --help to see what it takes.",
        "compar");
  }

  @Test
  void unknownOptionIsWrongUsageWithASuggestion() {
    assertFails(
        2,
        "[CO401] Wrong usage, in ./coro compare: Unknown option: '--quik'. Did you mean --quick?"
            + " Run ./coro compare --help to see what it takes.",
        "compare",
        "--quik");
  }

  @Test
  void optionWithoutValueIsWrongUsage() {
    assertFails(
        2,
        "[CO401] Wrong usage, in ./coro compare: Missing required parameter for option '--json'"
            + " (FILE). Run ./coro compare --help to see what it takes.",
        "compare",
        "--json");
  }

  @Test
  void runWithoutProgramIsWrongUsage() {
    assertFails(
        2,
        "[CO401] Wrong usage, in ./coro run: Missing required parameter: 'Main.java|MainClass'."
            + " Run ./coro run --help to see what it takes.",
        "run");
  }

  @Test
  void missingSourceFileIsTold() {
    assertFails(
        2,
        "[CO402] Source file missing, Nowhere.java in ./coro run: no such file. Check the name; it"
            + " is relative to the current folder.",
        "run",
        "Nowhere.java");
  }

  @Test
  void missingClassPathEntryIsTold() {
    assertFails(
        2,
        "[CO402] Class path entry missing, nowhere.jar in ./coro run: no such file. Check the"
            + " name; it is relative to the current folder.",
        "run",
        "-cp",
        "nowhere.jar",
        "Main");
  }

  @Test
  void unwritableFileIsToldBeforeAnythingIsMeasured(@TempDir Path folder) throws Exception {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertFails(
        2,
        "[CO402] File cannot be written, "
            + taken
            + ": it is a folder or write-protected. Name another place by --out or --json.",
        "compare",
        "--json",
        taken.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare", "bench", "corpus"})
  void missingAgentIsTold(String command) {
    withAgent(
        "/nowhere/coro.jar",
        () ->
            assertFails(
                1,
                "[CO404] Agent missing, at /nowhere/coro.jar: no such file. Build it with: mvn"
                    + " package -pl agent -am",
                command));
  }

  @Test
  void startWithoutTheScriptIsTold() {
    withAgent(
        null,
        () ->
            assertFails(
                1,
                "[CO404] Agent missing, in system property coro.agent: it is not set. Start the"
                    + " program by the script ./coro.",
                "compare"));
  }

  private static void withAgent(String path, Runnable test) {
    String before = System.getProperty(AgentJar.PROPERTY);
    try {
      if (path == null) {
        System.clearProperty(AgentJar.PROPERTY);
      } else {
        System.setProperty(AgentJar.PROPERTY, path);
      }
      test.run();
    } finally {
      System.setProperty(AgentJar.PROPERTY, before);
    }
  }

  private static void assertFails(int status, String message, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(message + System.lineSeparator(), run.err());
    assertEquals(status, run.status());
    assertEquals("", run.out());
  }
}
