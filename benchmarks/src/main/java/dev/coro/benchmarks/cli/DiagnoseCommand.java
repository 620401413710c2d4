package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.diagnose.Diagnose;
import dev.coro.benchmarks.diagnose.Diagnosis;
import dev.coro.benchmarks.diagnose.EndedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro diagnose}. */
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "./coro diagnose [OPTIONS] PID",
      "./coro diagnose [OPTIONS] -- COMMAND [ARGUMENT...]"
    },
    header = "Says whether a program is CPU-bound, I/O-bound or mixed.",
    description = {
      "",
      "Looks at a process and its children through /proc, and at the JVMs among them with the"
          + " flight recorder. Prints the evidence, the hottest frames, and the model that fits. A"
          + " command is started with the standard streams of this one and waited for; when the"
          + " time is up it runs on, and its exit status is that of this command.",
      ""
    })
final class DiagnoseCommand implements Callable<Integer> {
  private static final String COMMAND_FOLLOWS = "--";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "For how long to look. Default: ${DEFAULT-VALUE}.")
  private int seconds = 10;

  @Option(
      names = "--interval",
      paramLabel = "MILLIS",
      defaultValue = "100",
      description = "From one look to the next. Default: ${DEFAULT-VALUE}.")
  private int intervalMillis = 100;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures to this file, too.")
  private @Nullable Path json;

  @Parameters(
      arity = "1..*",
      paramLabel = "PID | -- COMMAND",
      description = "The process, or the command to start.")
  private List<String> target = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    int separator = all.indexOf(COMMAND_FOLLOWS);
    boolean isCommand = separator >= 0 && target.equals(all.subList(separator + 1, all.size()));
    if (seconds < 1 || intervalMillis < 10) {
      throw new ParameterException(
          spec.commandLine(), "--seconds takes a number from 1 on, --interval from 10 on");
    } else if (!isCommand && !(target.size() == 1 && target.get(0).matches("\\d{1,18}"))) {
      throw new ParameterException(
          spec.commandLine(), "one process id is wanted, or -- and a command");
    }
    requireProc(Diagnose.PROC, spec.qualifiedName());
    OutputFile file = json == null ? null : OutputFile.prepare(json);
    return isCommand ? diagnoseCommand(file) : diagnoseRunning(file);
  }

  static void requireProc(Path proc, String place) {
    if (!Diagnose.isPossible(proc)) {
      throw new CliException(
          CliCode.NO_PROC,
          "No figures of processes, in "
              + place
              + ": this system has no readable "
              + proc
              + ". Run it on Linux, with /proc mounted.");
    }
  }

  private int diagnoseRunning(@Nullable OutputFile file) throws IOException, InterruptedException {
    long pid = Long.parseLong(target.get(0));
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(
                () ->
                    failure(
                        "process " + pid, "there is none with this id", "List them with ps -e"));
    String name = "Process " + pid + process.info().command().map(c -> " (" + c + ")").orElse("");
    if (!diagnose(pid, name, true, file)) {
      throw failure(
          "process " + pid, "it ended before it could be looked at", "Run it as -- COMMAND");
    }
    return 0;
  }

  private int diagnoseCommand(@Nullable OutputFile file) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(target).inheritIO().start();
    } catch (IOException e) {
      throw failure(
          target.get(0), "it cannot be started (" + e.getMessage() + ")", "Check the name");
    }
    // It hears of Ctrl-C itself, but not when this process alone is told to end.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of the command"));
    boolean seen = diagnose(process.pid(), String.join(" ", target), false, file);
    int status = process.waitFor();
    if (!seen) {
      throw failure(
          target.get(0),
          "it ended with status " + status + " before it could be looked at",
          "Give it more to do, or a shorter --interval");
    }
    return status;
  }

  /** False if the process ended at once. */
  private boolean diagnose(long pid, String name, boolean prepare, @Nullable OutputFile file)
      throws IOException, InterruptedException {
    Diagnose diagnose = Diagnose.of(pid, name, seconds, intervalMillis);
    Thread onInterrupt = new Thread(diagnose::close, "end of recordings");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      if (prepare) {
        diagnose.prepare();
      }
      Diagnosis diagnosis = diagnose.run();
      spec.commandLine().getOut().print(diagnosis.toText());
      spec.commandLine().getOut().flush();
      if (file != null) {
        file.write(diagnosis.toJson());
      }
      return true;
    } catch (EndedException e) {
      return false;
    } finally {
      diagnose.close();
      forget(onInterrupt);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
      return;
    }
  }

  private CliException failure(String what, String why, String remedy) {
    return new CliException(
        CliCode.DIAGNOSE,
        "No diagnosis of "
            + what
            + ", in "
            + spec.qualifiedName()
            + ": "
            + why
            + ". "
            + remedy
            + ".");
  }
}
