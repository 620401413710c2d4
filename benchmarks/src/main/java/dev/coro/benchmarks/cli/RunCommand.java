package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro run}: a user's program under the agent. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Runs a program under the agent.",
    description = {
      "",
      "A name that ends in .java is a source file: it is compiled into a temporary folder, and its"
          + " first type is run. Any other name is a main class of the class path. The exit status"
          + " is that of the program.",
      ""
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--agent",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "The agent's options, as in -javaagent:coro.jar=OPTIONS.")
  private String agentOptions = "";

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      defaultValue = "",
      description = "The class path; coro.jar is always on it.")
  private String classPath = "";

  @Parameters(
      index = "0",
      paramLabel = "Main.java|MainClass",
      description = "The program: a source file or a class.")
  private String program = "";

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "The program's arguments.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path agent = AgentJar.find();
    requireExisting();
    if (!program.endsWith(".java")) {
      return run(new Jvm(java(), agent, classPath), program);
    }
    Path source = Path.of(program);
    if (!Files.isRegularFile(source)) {
      throw missing("Source file", program);
    }
    try (SourceProgram compiled = SourceProgram.compile(source, agent, classPath)) {
      return run(new Jvm(java(), agent, compiled.classPath(classPath)), compiled.mainClass());
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private void requireExisting() {
    for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
      // "lib/*" stands for the jars of a folder.
      String path = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry;
      if (!path.isEmpty() && !Files.exists(Path.of(path))) {
        throw missing("Class path entry", entry);
      }
    }
  }

  private CliException missing(String what, String path) {
    return new CliException(
        CliCode.FILE,
        what
            + " missing, "
            + path
            + " in "
            + spec.qualifiedName()
            + ": no such file. Check the name; it is relative to the current folder.");
  }

  private int run(Jvm jvm, String mainClass) throws IOException, InterruptedException {
    List<String> command = jvm.command(agentOptions, List.of(), mainClass, arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
