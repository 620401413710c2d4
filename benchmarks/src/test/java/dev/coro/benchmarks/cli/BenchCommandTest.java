package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
          "YieldResumeBenchmark.coroGuest"
        }) {
      assertTrue(results.contains(name + " "), results);
    }
    assertEquals(LOOM, results.contains("StartBenchmark.loom "), results);
    assertEquals(LOOM, results.contains("YieldResumeBenchmark.loom "), results);
  }

  @Test
  void wrongJmhOptionFails() throws Exception {
    ProgramRun run = ProgramRun.ofCommandLine("bench", "--no-such-option");
    assertEquals(1, run.status());
    assertFalse(run.err().isEmpty() && run.out().isEmpty());
  }
}
