package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.corpus.CorpusParts;
import dev.coro.benchmarks.corpus.CorpusReport;
import dev.coro.benchmarks.corpus.CorpusResult;
import dev.coro.benchmarks.corpus.CorpusRun;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro corpus}. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    header = "Transforms every class of the JDK and of jars; verifiers judge the result.",
    description = {
      "",
      "Every method is suspendable, those of the JDK included. The JVM's own verifier judges each"
          + " transformed class in a JVM of its own, ASM's checker does, and on JDK 24 or later the"
          + " JDK's class file API. Nothing of the classes is run. Exit status 1 if a judge refuses"
          + " a transformed class that it takes untouched, or if 0.5 percent or more of the methods with"
          + " a suspension point were refused.",
      ""
    })
final class CorpusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "JAR|NAME",
      description =
          "Jars or folders of classes, or what --list names. Default: the JDK and everything that"
              + " --list names.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      defaultValue = "",
      description = "Jars and folders that the given jars refer to.")
  private String classPath = "";

  @Option(
      names = "--module",
      paramLabel = "NAME",
      description = "A module of the JDK, instead of all. May be repeated.")
  private List<String> modules = new ArrayList<>();

  @Option(names = "--no-jdk", description = "Leave the JDK out.")
  private boolean noJdk;

  @Option(names = "--list", description = "List what is judged by default and exit.")
  private boolean list;

  @Option(
      names = "--preempt",
      description = "Make all methods preemptible, too: questions in all loops.")
  private boolean preempt;

  @Option(names = "--list-refused", description = "Tell every refused method with the reason.")
  private boolean listRefused;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures, refused methods and complaints to this file.")
  private @Nullable Path json;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where jars and files on the way are kept. Default: benchmarks/target/corpus.")
  private @Nullable Path work;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      out.printf("%-10s %s%n", CorpusSelection.JDK, "the classes of the JDK that runs this");
      CorpusParts.all().forEach(part -> out.printf("%-10s %s%n", part.name(), part.about()));
      return 0;
    }
    Path agent = AgentJar.find();
    OutputFile file = json == null ? null : OutputFile.prepare(json);
    Path folder = work == null ? defaultWork(agent) : work.toAbsolutePath();
    List<CorpusResult> results = new ArrayList<>();
    List<CorpusSelection.Source> inputs =
        new CorpusSelection(spec.qualifiedName(), names, classPath, modules, noJdk)
            .inputs(folder.resolve("jars"));
    try (CorpusProgress progress = new CorpusProgress()) {
      CorpusRun run = new CorpusRun(agent, folder, preempt, progress);
      for (CorpusSelection.Source input : inputs) {
        results.add(run.run(input.get()));
      }
    }
    if (file != null) {
      file.write(CorpusReport.json(results));
    }
    out.print(CorpusReport.format(results, listRefused));
    out.flush();
    return verdict(results);
  }

  /** From agent/target/coro.jar. */
  private static Path defaultWork(Path agent) {
    return agent.resolve("../../../benchmarks/target/corpus").normalize();
  }

  private static int verdict(List<CorpusResult> results) {
    int failed = results.stream().mapToInt(CorpusResult::failed).sum();
    int classes = results.stream().mapToInt(CorpusResult::classes).sum();
    if (failed > 0) {
      throw new CliException(
          CliCode.CORPUS,
          "Corpus failed, in "
              + failed
              + " of "
              + classes
              + " classes: a judge refuses what the transform made of them, see above. Please"
              + " report them; leave them out by the agent's option exclude until then.");
    }
    List<String> refused =
        results.stream().filter(result -> !result.isGood()).map(CorpusResult::name).toList();
    if (!refused.isEmpty()) {
      throw new CliException(
          CliCode.CORPUS,
          "Corpus refused, in "
              + String.join(", ", refused)
              + ": 0.5 percent or more of the methods with a suspension point cannot be suspended."
              + " --list-refused tells which and why.");
    }
    return 0;
  }
}
