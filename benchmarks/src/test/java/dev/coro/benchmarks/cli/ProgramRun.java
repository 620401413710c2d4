package dev.coro.benchmarks.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program in a process of its own came to.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record ProgramRun(int status, String out, String err) {
  static ProgramRun of(ProcessBuilder program) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    try {
      int status =
          program
              .redirectInput(Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start()
              .waitFor();
      return new ProgramRun(
          status,
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Runs the command line in a JVM of its own: its children write to real standard streams. */
  static ProgramRun ofCommandLine(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + AgentJar.PROPERTY + "=" + System.getProperty(AgentJar.PROPERTY));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(java.util.List.of(arguments));
    return of(new ProcessBuilder(command));
  }
}
