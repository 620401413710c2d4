package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.torture.TorturePrograms;
import org.junit.jupiter.api.Test;

final class TortureCommandTest {
  @Test
  void listTellsEveryProgram() {
    CommandLineRun run = CommandLineRun.of("torture", "--list");
    assertEquals(0, run.status());
    assertEquals(TorturePrograms.all().size(), run.out().lines().count());
    assertTrue(run.out().contains("ecj"), run.out());
  }

  @Test
  void unknownProgramIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("torture", "word");
    assertEquals(2, run.status());
    assertTrue(
        run.err().contains("there is no program 'word'; --list tells which there are"), run.err());
  }

  @Test
  void badNumbersAreWrongUsage() {
    assertEquals(2, CommandLineRun.of("torture", "luaj", "--rate", "2").status());
    assertEquals(2, CommandLineRun.of("torture", "luaj", "--rate", "0").status());
    assertEquals(2, CommandLineRun.of("torture", "luaj", "--seeds", "0").status());
  }
}
