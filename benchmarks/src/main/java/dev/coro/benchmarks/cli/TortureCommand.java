package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.torture.TortureOutcome;
import dev.coro.benchmarks.torture.TortureProgram;
import dev.coro.benchmarks.torture.TorturePrograms;
import dev.coro.benchmarks.torture.TortureReport;
import dev.coro.benchmarks.torture.TortureRun;
import dev.coro.benchmarks.torture.TortureSettings;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code ./coro torture}. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    header = "Suspends real programs by force and compares what they do.",
    description = {
      "",
      "Fetches programs from Maven Central, runs each as it is, then with every method suspendable"
          + " and the whole stack suspended at calls chosen at random, and compares standard output"
          + " and files. Each program runs once at its highest rate, then at the low rate with each"
          + " seed, then on two threads in turn if it bears that. Exit status 1 if anything"
          + " differs.",
      ""
    })
final class TortureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PROGRAM",
      description = "Which programs; --list tells which there are. Default: all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "P",
      description =
          "How probable a suspension is at each call, above 0 and up to 1, instead of the highest"
              + " and the low rate.")
  private @Nullable Double rate;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many seeds, from 1 on. Default: ${DEFAULT-VALUE}.")
  private int seeds = 3;

  @Option(
      names = "--preempt",
      description = "Suspend also where methods begin and where loops go round.")
  private boolean preempt;

  @Option(names = "--quick", description = "One seed at the low rate.")
  private boolean quick;

  @Option(names = "--list", description = "List the programs and exit.")
  private boolean list;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where jars and results are kept. Default: benchmarks/target/torture.")
  private @Nullable Path work;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long a run may take. Default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 600;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      TorturePrograms.all()
          .forEach(program -> out.printf("%-10s %s%n", program.name(), program.about()));
      return 0;
    }
    requireGoodNumbers();
    Path agent = AgentJar.find();
    List<TortureOutcome> outcomes = new ArrayList<>();
    for (TortureProgram program : selected()) {
      tortureAll(program, agent, outcomes);
    }
    out.print(TortureReport.format(outcomes));
    out.flush();
    long bad = outcomes.stream().filter(outcome -> !outcome.isGood()).count();
    if (bad == 0) {
      return 0;
    }
    throw new CliException(
        CliCode.TORTURE,
        "Torture noticed, in "
            + bad
            + " of "
            + outcomes.size()
            + " runs: they differ from the plain runs, or prove nothing. The commands above repeat"
            + " them; both outputs are kept.");
  }

  private void requireGoodNumbers() {
    if (seeds < 1 || timeoutSeconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seeds and --timeout take numbers from 1 on");
    } else if (rate != null && !(rate > 0 && rate <= 1)) {
      throw new ParameterException(spec.commandLine(), "--rate takes a number above 0, up to 1");
    }
  }

  private List<TortureProgram> selected() {
    List<TortureProgram> programs = TorturePrograms.all();
    if (names.isEmpty()) {
      return programs;
    }
    List<TortureProgram> selected = new ArrayList<>();
    for (String name : names) {
      selected.add(
          programs.stream()
              .filter(program -> program.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "there is no program '" + name + "'; --list tells which there are")));
    }
    return selected;
  }

  private void tortureAll(TortureProgram program, Path agent, List<TortureOutcome> outcomes)
      throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.println(program.name() + ": plain");
    Path root = work == null ? defaultWork(agent) : work.toAbsolutePath();
    TortureRun run = new TortureRun(program, agent, root, timeoutSeconds);
    for (TortureSettings settings : settings(program)) {
      err.println(program.name() + ": " + settings);
      outcomes.add(run.torture(settings));
    }
  }

  /** From agent/target/coro.jar. */
  private static Path defaultWork(Path agent) {
    return agent.resolve("../../../benchmarks/target/torture").normalize();
  }

  private List<TortureSettings> settings(TortureProgram program) {
    List<TortureSettings> settings = new ArrayList<>();
    double low = rate != null ? rate : TorturePrograms.LOW_RATE * program.highestRate();
    if (rate == null && !quick) {
      settings.add(new TortureSettings(program.highestRate(), 1, false, preempt));
    }
    for (int seed = 1; seed <= (quick ? 1 : seeds); seed++) {
      settings.add(new TortureSettings(low, seed, false, preempt));
    }
    if (program.threads() && !quick) {
      settings.add(new TortureSettings(low, 1, true, preempt));
    }
    return settings;
  }
}
