package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.ComparisonRun;
import dev.coro.benchmarks.compare.Json;
import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.compare.Scale;
import dev.coro.benchmarks.report.HtmlReport;
import dev.coro.benchmarks.report.TextReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./coro compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    header = "Measures processes, threads, virtual threads and coroutines on this machine.",
    description = {
      "",
      "Creates, switches, parks and counts them, and runs 10,000 waiting tasks on each. Prints a"
          + " table and writes the same as JSON and as a page with plots. Virtual threads need JDK"
          + " 21 or later. Takes some minutes; leave the machine alone meanwhile.",
      ""
    })
final class CompareCommand implements Callable<Integer> {
  private static final String JSON_NAME = "comparison.json";
  private static final String PAGE_NAME = "comparison.html";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--quick", description = "Fewer repetitions: under a minute instead of minutes.")
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

  @Override
  public Integer call() throws InterruptedException {
    Path agent = AgentJar.find();
    // Before anything is measured: an unwritable place should not cost minutes.
    OutputFile jsonFile = OutputFile.prepare(json == null ? folder.resolve(JSON_NAME) : json);
    OutputFile pageFile = OutputFile.prepare(folder.resolve(PAGE_NAME));
    Scale scale = quick ? Scale.quick() : Scale.full();
    CompareProgress progress = CompareProgress.start();
    ComparisonRun run = new ComparisonRun(Jvm.current(agent), scale, progress);
    Comparison comparison;
    try (progress) {
      comparison = run.compare(quick ? "./coro compare --quick" : "./coro compare");
    }
    jsonFile.write(Json.ofComparison(comparison) + "\n");
    pageFile.write(new HtmlReport(comparison).format());
    return report(run, comparison, jsonFile, pageFile);
  }

  private int report(
      ComparisonRun run, Comparison comparison, OutputFile jsonFile, OutputFile pageFile) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(new TextReport(comparison).format());
    out.println();
    out.println("JSON: " + jsonFile.path());
    out.println("Page: " + pageFile.path());
    out.flush();
    if (run.failures().isEmpty()) {
      return 0;
    }
    throw new CliException(
        CliCode.MEASUREMENT,
        "Measurement failed, in "
            + String.join("; ", run.failures())
            + ". The other figures are written. See the messages above.");
  }
}
