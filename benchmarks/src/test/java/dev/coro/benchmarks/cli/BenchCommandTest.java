package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.report.SampleJmh;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchCommandTest {
  private static final boolean LOOM = Runtime.version().feature() >= 21;

  @Test
  void listHasTheSuiteAndSaysWhenLoomIsAbsent() throws Exception {
    ProgramRun run = ProgramRun.ofCommandLine("bench", "-l");
    assertEquals(0, run.status(), run.err());
    for (String name :
        new String[] {
          "YieldResumeBenchmark.coro",
          "StartBenchmark.coro",
          "CallOverheadBenchmark.plain",
          "CallOverheadBenchmark.suspendable"
        }) {
      assertTrue(run.out().contains("dev.coro.benchmarks.micro." + name), run.out());
    }
    assertEquals(LOOM, run.out().contains("YieldResumeBenchmark.loom"));
    String absence = "loom is left out: jdk.internal.vm.Continuation came with JDK 21, this is JDK";
    assertEquals(!LOOM, run.err().contains(absence), run.err());
  }

  @Test
  void benchmarksRunUnderTheAgent() throws Exception {
    ProgramRun run =
        ProgramRun.ofCommandLine(
            "bench",
            "benchmarks\\.micro",
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "10ms",
            "-p",
            "depth=10",
            "-p",
            "n=5",
            "-p",
            "leaves=1000",
            "-p",
            "ready=2",
            "-p",
            "task=SAXPY",
            "-p",
            "shape=BALANCED",
            "-p",
            "processes=100",
            "-p",
            "limit=20",
            "-p",
            "rounds=10",
            "-foe",
            "true");
    assertEquals(0, run.status(), run.out() + run.err());
    String results = run.out().substring(run.out().indexOf("\nBenchmark "));
    for (String name :
        new String[] {
          "CallOverheadBenchmark.plain",
          "CallOverheadBenchmark.suspendable",
          "CallOverheadBenchmark.suspendableGuest",
          "CallOverheadBenchmark.suspendableOutside",
          "StartBenchmark.coro",
          "YieldResumeBenchmark.coro",
          "YieldResumeBenchmark.coroGuest",
          "ComputeAfterResumeBenchmark.coroSuspendedAfter",
          "HoldModelBenchmark.coro",
          "InterpreterBenchmark.plain",
          "LongComputationBenchmark.coro",
          "ParkedBenchmark.coro:bytes",
          "TreeWalkBenchmark.coro"
        }) {
      assertTrue(results.contains(name + " "), results);
    }
    assertEquals(LOOM, results.contains("StartBenchmark.loom "), results);
    assertEquals(LOOM, results.contains("YieldResumeBenchmark.loom "), results);
  }

  @Test
  void reportMeasuresAndWritesAPage(@TempDir Path folder) throws Exception {
    ProgramRun run =
        ProgramRun.ofCommandLine(
            "bench",
            "micro.StartBenchmark.coro",
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "2",
            "-r",
            "10ms",
            "--report",
            "--out",
            folder.toString());
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(run.out().contains("Page: " + folder.resolve("bench.html")), run.out());
    String page = Files.readString(folder.resolve("bench.html"));
    assertTrue(page.contains("<h2>StartBenchmark</h2>"));
    assertTrue(page.contains("<dt>Machine</dt>"));
    assertEquals(1, JmhFiles.read(folder.resolve("bench.json")).size());
  }

  @Test
  void reportOfFilesMeasuresNothing(@TempDir Path folder) throws Exception {
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");
    Files.writeString(one, SampleJmh.file(SampleJmh.result("Ring.coro", "", 5)));
    Files.writeString(two, SampleJmh.file(SampleJmh.result("Ring.other", "", 50)));
    CommandLineRun run =
        CommandLineRun.of(
            "bench", "--report", one.toString(), two.toString(), "--out", folder.toString());
    assertEquals(0, run.status(), run.err());
    String page = Files.readString(folder.resolve("bench.html"));
    assertTrue(page.contains("other 10x."), page.substring(0, 200));
    assertTrue(page.contains("<dt>Page made on</dt>"));
  }

  @Test
  void filesThatAreNotJmhsAreRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x.json");
    Files.writeString(file, "{}");
    assertRefused(CliCode.JMH_FILE, "it is no list of results", file);
    Files.write(file, new byte[] {(byte) 0xc3, 0x28});
    assertRefused(CliCode.JMH_FILE, "it is no text in UTF-8", file);
    Files.writeString(file, "[]");
    assertRefused(CliCode.JMH_NOTHING, "the list is empty", file);
    assertRefused(CliCode.FILE, "NoSuchFileException", folder.resolve("missing.json"));
    assertFalse(Files.exists(folder.resolve("bench.html")), "a page of nothing");
  }

  private static void assertRefused(CliCode code, String why, Path file) {
    CommandLineRun run =
        CommandLineRun.of(
            "bench", "--report", file.toString(), "--out", file.getParent().toString());
    assertEquals(code.exitStatus(), run.status());
    assertTrue(run.err().startsWith("[" + code.id() + "] "), run.err());
    assertTrue(run.err().contains(why), run.err());
  }

  @Test
  void reportHasJmhWriteJsonItself() {
    CommandLineRun run = CommandLineRun.of("bench", "Start", "-rf", "csv", "--report");
    assertEquals(CliCode.USAGE.exitStatus(), run.status());
    assertTrue(run.err().contains("leave out -rf and -rff"), run.err());
  }

  @Test
  void wrongJmhOptionFails() throws Exception {
    ProgramRun run = ProgramRun.ofCommandLine("bench", "--no-such-option");
    assertEquals(1, run.status());
    assertFalse(run.err().isEmpty() && run.out().isEmpty());
  }
}
