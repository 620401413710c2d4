package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.change.Changes;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.ComparisonRun;
import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.compare.Scale;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Experiments;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.LabSettings;
import dev.coro.benchmarks.report.Report;
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
import picocli.CommandLine.Spec;

/** {@code ./coro compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    header = "Measures processes, threads, virtual threads and coroutines on this machine.",
    description = {
      "",
      "Creates, switches, parks and counts them, and runs thousands of waiting tasks on each; then tries"
          + " out what is said of them. Prints tables and writes the same as JSON and as a page with plots. Virtual threads need JDK"
          + " 21 or later. Takes some minutes; leave the machine alone meanwhile.",
      "",
      "Examples:",
      "  ./coro compare --quick",
      "  ./coro compare --only ring,pi --against old.json",
      "  ./coro compare --render new.json --against old.json --out changes",
      ""
    })
final class CompareCommand implements Callable<Integer> {
  private static final String JSON_NAME = "comparison.json";

  /** The part that is no experiment. */
  private static final String COSTS = "costs";

  private static final String PAGE_NAME = "comparison.html";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--quick", description = "Fewer repetitions: a few minutes for everything.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "Where " + JSON_NAME + " and " + PAGE_NAME + " go; made if missing. Default: here.")
  private Path folder = Path.of(".");

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the JSON goes instead of DIR/" + JSON_NAME + ".")
  private @Nullable Path json;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ID",
      description = "Only these parts; --list tells which there are.")
  private List<String> only = List.of();

  @Option(
      names = "--postgres",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "ADDRESS",
      description =
          "Have the part 'database' use PostgreSQL in place of H2: the one at this address (jdbc:"
              + "postgresql://host/db?user=...), or a private one that is started for it.")
  private @Nullable String postgres;

  @Option(
      names = "--against",
      paramLabel = "OLD.json",
      description = "Tell what is different from an older result, too.")
  private @Nullable Path against;

  @Option(
      names = "--render",
      paramLabel = "NEW.json",
      description = "Measure nothing: make the reports of this result anew.")
  private @Nullable Path render;

  @Option(names = "--list", description = "List the parts and exit.")
  private boolean list;

  @Override
  public Integer call() throws InterruptedException {
    if (list) {
      return listParts();
    }
    List<Experiment> experiments = selected();
    // Before anything is measured: a wrong file or an unwritable place should not cost minutes.
    Comparison old = against == null ? null : ComparisonFiles.read(against);
    if (render != null) {
      return renderAnew(render, old);
    }
    Path agent = AgentJar.find();
    OutputFile jsonFile = OutputFile.prepare(json == null ? folder.resolve(JSON_NAME) : json);
    OutputFile pageFile = OutputFile.prepare(folder.resolve(PAGE_NAME));
    Scale scale = quick ? Scale.quick() : Scale.full();
    boolean costs = only.isEmpty() || only.contains(COSTS);
    CompareProgress progress = CompareProgress.start(quick, costs, experiments);
    Jvm jvm = Jvm.current(agent);
    ComparisonRun run = new ComparisonRun(jvm, scale, progress);
    List<String> failures = new ArrayList<>();
    Comparison comparison;
    try (progress;
        PostgresServer server = postgres == null ? null : PostgresServer.of(postgres, agent)) {
      LabSettings settings =
          LabSettings.usual().withPostgres(server == null ? null : server.address());
      comparison = costs ? run.compare(command()) : Comparison.empty(command(), scale);
      failures.addAll(run.failures());
      comparison =
          comparison.withFindings(
              Experiments.run(experiments, new Lab(jvm, quick, settings), progress, failures));
    }
    report(comparison, old, jsonFile, pageFile);
    return status(failures);
  }

  private int renderAnew(Path file, @Nullable Comparison old) {
    if (quick || postgres != null || !only.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--render measures nothing: leave out --quick, --only, --postgres");
    }
    Comparison comparison = ComparisonFiles.read(file);
    report(
        comparison,
        old,
        OutputFile.prepare(json == null ? folder.resolve(JSON_NAME) : json),
        OutputFile.prepare(folder.resolve(PAGE_NAME)));
    return 0;
  }

  private String command() {
    return "./coro compare"
        + (quick ? " --quick" : "")
        + (postgres == null ? "" : " --postgres")
        + (only.isEmpty() ? "" : " --only " + String.join(",", only))
        + (against == null ? "" : " --against " + against);
  }

  private int listParts() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-10s %s%n", COSTS, "what the models cost: creation, switch, memory, a workload");
    Experiments.all().forEach(one -> out.printf("%-10s %s%n", one.id(), one.title()));
    out.flush();
    return 0;
  }

  private List<Experiment> selected() {
    List<Experiment> all = Experiments.all();
    for (String id : only) {
      if (!id.equals(COSTS) && all.stream().noneMatch(one -> one.id().equals(id))) {
        throw new ParameterException(
            spec.commandLine(), "there is no part '" + id + "'; --list tells which there are");
      }
    }
    return all.stream().filter(one -> only.isEmpty() || only.contains(one.id())).toList();
  }

  private void report(
      Comparison comparison, @Nullable Comparison old, OutputFile jsonFile, OutputFile pageFile) {
    Report report = new Report(comparison, old == null ? null : Changes.between(old, comparison));
    jsonFile.write(report.json() + "\n");
    pageFile.write(report.page());
    PrintWriter out = spec.commandLine().getOut();
    out.print(report.text());
    out.println();
    out.println("JSON: " + jsonFile.path());
    out.println("Page: " + pageFile.path());
    out.flush();
  }

  private static int status(List<String> failures) {
    if (failures.isEmpty()) {
      return 0;
    }
    throw new CliException(
        CliCode.MEASUREMENT,
        "Measurement failed, in "
            + String.join("; ", failures)
            + ". The other figures are written. See the messages above.");
  }
}
