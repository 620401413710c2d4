package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.Jvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
          + " jdk.internal.vm.Continuation and need JDK 21 or later.",
      "",
      "Examples:",
      "  ./coro bench YieldResume -p depth=1,1000",
      "  ./coro bench CallOverhead -f 3 -rf json",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  private static final int FIRST_LOOM_RELEASE = 21;
  private static final String JMH = "org.openjdk.jmh.Main";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it; -h stays free for JMH's own help
  private boolean help;

  @Parameters(hidden = true)
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path agent = AgentJar.find();
    List<String> jmhArguments = new ArrayList<>(arguments);
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
