package dev.coro.benchmarks.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The program behind the script {@code coro}. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its status: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(run(out, err, arguments));
  }

  /** Runs the command line; returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CliErrors errors = new CliErrors();
    return new CommandLine(new CoroCommand())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }
}
