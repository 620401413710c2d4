package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiagnoseCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 2", "1 -- ls", "--seconds 0 1", "--interval 1 1"})
  void wrongUsageIsTold(String arguments) {
    String[] all = ("diagnose " + arguments).strip().split(" ", -1);
    CommandLineRun run = CommandLineRun.of(all);
    assertEquals(CliCode.USAGE.exitStatus(), run.status(), List.of(all).toString());
    assertTrue(run.err().startsWith("[" + CliCode.USAGE.id() + "] Wrong usage"), run.err());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatDoesNotExistIsTold() {
    CommandLineRun run = CommandLineRun.of("diagnose", "999999999999");
    assertEquals(CliCode.DIAGNOSE.exitStatus(), run.status());
    assertTrue(
        run.err()
            .startsWith(
                "["
                    + CliCode.DIAGNOSE.id()
                    + "] No diagnosis of process 999999999999, in ./coro diagnose: there is none"),
        run.err());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCommandThatCannotBeStartedIsTold() {
    CommandLineRun run = CommandLineRun.of("diagnose", "--", "/nowhere/program");
    assertEquals(CliCode.DIAGNOSE.exitStatus(), run.status());
    assertTrue(run.err().contains("/nowhere/program"), run.err());
    assertTrue(run.err().contains("it cannot be started ("), run.err());
  }

  @Test
  void aSystemWithoutProcIsTold(@TempDir Path empty) {
    var failure =
        assertThrows(
            CliException.class, () -> DiagnoseCommand.requireProc(empty, "./coro diagnose"));
    assertEquals(CliCode.NO_PROC, failure.code());
    assertEquals(
        "["
            + CliCode.NO_PROC.id()
            + "] No figures of processes, in ./coro diagnose: this system has no readable "
            + empty
            + ". Run it on Linux, with /proc mounted.",
        failure.getMessage());
  }
}
