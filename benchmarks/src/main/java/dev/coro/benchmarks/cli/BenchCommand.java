package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.compare.Machine;
import dev.coro.benchmarks.report.JmhReport;
import dev.coro.benchmarks.report.JmhResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro bench}: the JMH suite under the agent. */
@Command(
    name = "bench",
    header = "Runs the JMH suite.",
    description = {
      "",
      "All arguments go to JMH: a regular expression that selects benchmarks, then JMH's options;"
          + " -h shows them, -l lists the benchmarks. The methods named loom measure"
          + " jdk.internal.vm.Continuation and need JDK 21 or later. With --report the results become"
          + " a page with tables and plots; if all arguments are files with the ending .json,"
          + " nothing is measured, and the page is made of them.",
      "",
      "Examples:",
      "  ./coro bench YieldResume -p depth=1,1000",
      "  ./coro bench CallOverhead -f 3 -rf json",
      "  ./coro bench TreeWalk --report --out results",
      "  ./coro bench --report jdk17.json jdk25.json",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  private static final int FIRST_LOOM_RELEASE = 21;
  private static final String JMH = "org.openjdk.jmh.Main";
  private static final String JSON_NAME = "bench.json";
  private static final String PAGE_NAME = "bench.html";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it; -h stays free for JMH's own help
  private boolean help;

  @Option(
      names = "--report",
      description = "Write " + PAGE_NAME + ", a page with tables and plots.")
  private boolean report;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where " + PAGE_NAME + " goes, and the " + JSON_NAME + " it is made of.")
  private Path folder = Path.of(".");

  @Parameters(hidden = true)
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!report) {
      return runJmh(List.of());
    }
    boolean onlyFiles =
        !arguments.isEmpty() && arguments.stream().allMatch(one -> one.endsWith(".json"));
    return onlyFiles ? reportFiles() : measureAndReport();
  }

  private int measureAndReport() throws IOException, InterruptedException {
    if (arguments.contains("-rf") || arguments.contains("-rff")) {
      throw new ParameterException(
          spec.commandLine(), "--report has JMH write its JSON to --out: leave out -rf and -rff");
    }
    OutputFile json = OutputFile.prepare(folder.resolve(JSON_NAME));
    OutputFile page = OutputFile.prepare(folder.resolve(PAGE_NAME));
    json.write(""); // Else the results of an earlier run would be taken for this one's.
    int status = runJmh(List.of("-rf", "json", "-rff", json.path().toString()));
    if (status == 0) {
      write(page, JmhFiles.read(json.path()), true, JmhFiles.date(json.path()));
    }
    return status;
  }

  private int reportFiles() {
    List<JmhResult> results = new ArrayList<>();
    List<String> dates = new ArrayList<>();
    for (String argument : arguments) {
      Path file = Path.of(argument);
      results.addAll(JmhFiles.read(file));
      dates.add(JmhFiles.date(file));
    }
    OutputFile page = OutputFile.prepare(folder.resolve(PAGE_NAME));
    write(page, results, false, String.join(", ", dates));
    return 0;
  }

  private void write(OutputFile page, List<JmhResult> results, boolean measuredHere, String date) {
    String command = "./coro bench " + String.join(" ", arguments) + " --report";
    page.write(new JmhReport(results, Machine.here(), measuredHere, date, command).format());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Page: " + page.path());
    out.flush();
  }

  private int runJmh(List<String> more) throws IOException, InterruptedException {
    Path agent = AgentJar.find();
    List<String> jmhArguments = new ArrayList<>(arguments);
    jmhArguments.addAll(more);
    if (Runtime.version().feature() < FIRST_LOOM_RELEASE) {
      jmhArguments.addAll(List.of("-e", "\\.loom$"));
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "loom is left out: jdk.internal.vm.Continuation came with JDK "
              + FIRST_LOOM_RELEASE
              + ", this is JDK "
              + Runtime.version().feature()
              + ".");
    }
    // JMH hands the flags of its own JVM on to its forks: so the agent gets there.
    List<String> command = Jvm.current(agent).command("", List.of(), JMH, jmhArguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0 ? 0 : 1;
  }
}
