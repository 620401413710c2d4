package dev.coro.benchmarks.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./coro} itself: shows its help, everything else is done by the subcommands. */
@Command(
    name = "./coro",
    mixinStandardHelpOptions = true,
    versionProvider = CoroVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Coroutines for the JVM: compare them, run programs with them, benchmark them.",
    footer = {
      "",
      "Builds what is missing or stale first. Runs on the Java of JAVA_HOME, else on the one on",
      "the PATH; 17 or later. Exit status: 0 done, 1 failed, 2 wrong usage."
    })
final class CoroCommand implements Runnable {
  @Spec private CommandSpec spec;

  CoroCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
