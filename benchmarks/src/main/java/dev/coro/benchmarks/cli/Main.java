package dev.coro.benchmarks.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program behind the script {@code coro}. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its status: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /** Runs the command line; returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CliErrors errors = new CliErrors();
    // What follows the program, or is not ours in bench, belongs to somebody else.
    return new CommandLine(new CoroCommand())
        .addSubcommand(new CommandLine(new CompareCommand()))
        .addSubcommand(new CommandLine(new DumpCommand()))
        .addSubcommand(new CommandLine(new DiagnoseCommand()))
        .addSubcommand(new CommandLine(new ServeCommand()))
        .addSubcommand(new CommandLine(new CrawlCommand()))
        .addSubcommand(new CommandLine(new LoadCommand()))
        .addSubcommand(new CommandLine(new TortureCommand()))
        .addSubcommand(new CommandLine(new CorpusCommand()))
        .addSubcommand(new CommandLine(new RunCommand()).setStopAtPositional(true))
        .addSubcommand(
            new CommandLine(new BenchCommand()).setUnmatchedOptionsArePositionalParams(true))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }
}
