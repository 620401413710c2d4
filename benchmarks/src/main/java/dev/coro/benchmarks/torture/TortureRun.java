package dev.coro.benchmarks.torture;

import dev.coro.benchmarks.artifacts.Artifacts;
import dev.coro.benchmarks.artifacts.Obfuscation;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs one program plain, then tortured, and compares. */
public final class TortureRun {
  private static final int TIMED_OUT = -1;

  private final TortureProgram program;
  private final Path agent;
  private final Path work;
  private final int mostSeconds;
  private final List<String> classPath = new ArrayList<>();
  private final RunResult plain;

  /**
   * Fetches the program, and runs it without the agent.
   *
   * @param agent the agent's jar
   * @param root where jars and results go
   * @param mostSeconds how long a run may take
   */
  public TortureRun(TortureProgram program, Path agent, Path root, int mostSeconds)
      throws IOException, InterruptedException {
    this.program = program;
    this.agent = agent;
    this.work = root.resolve(program.name());
    this.mostSeconds = mostSeconds;
    Artifacts artifacts = new Artifacts(root.resolve("jars"));
    List<Path> jars = new ArrayList<>();
    for (String coordinates : program.artifacts()) {
      jars.add(artifacts.jar(coordinates));
    }
    if (!program.proGuard().isEmpty()) {
      Obfuscation proGuard = new Obfuscation(artifacts, root.resolve("jars"));
      List<Path> others = jars.subList(1, jars.size());
      jars.set(0, proGuard.obfuscate(jars.get(0), others, program.proGuard()));
    }
    jars.forEach(jar -> classPath.add(jar.toString()));
    provideInput(artifacts);
    plain = run("plain", command(List.of()));
    if (plain.status() == TIMED_OUT) {
      throw new IOException(program.name() + " does not end within " + mostSeconds + " s");
    }
  }

  private void provideInput(Artifacts artifacts) throws IOException, InterruptedException {
    Path input = work.resolve("input");
    Files.createDirectories(input);
    for (String resource : program.inputs()) {
      try (InputStream stream = TortureRun.class.getResourceAsStream(resource)) {
        if (stream == null) {
          throw new FileNotFoundException(resource);
        }
        Files.copy(stream, input.resolve(resource), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!program.sources().isEmpty()) {
      Artifacts.unpack(artifacts.jar(program.sources()), input.resolve("sources"));
    }
  }

  /** Tortures the program. */
  public TortureOutcome torture(TortureSettings settings) throws IOException, InterruptedException {
    String further = program.agentOptions().isEmpty() ? "" : "," + program.agentOptions();
    String options = settings.options() + ",report=" + RunResult.FIGURES + further;
    List<String> command = command(List.of("-javaagent:" + agent + "=" + options));
    RunResult tortured = run(settings.folder(), command);
    Map<String, String> figures = figures(tortured.folder());
    TortureOutcome outcome =
        new TortureOutcome(
            program,
            settings,
            difference(tortured),
            figures,
            tortured.seconds(),
            plain.seconds(),
            "cd " + tortured.folder() + " && " + quoted(command));
    return outcome.isGood() ? withFloor(outcome) : outcome;
  }

  private String difference(RunResult tortured) throws IOException {
    return tortured.status() == TIMED_OUT
        ? "does not end within " + mostSeconds + " s"
        : plain.difference(tortured);
  }

  private static TortureOutcome withFloor(TortureOutcome outcome) {
    long floor = outcome.program().floorAt(outcome.settings().rate());
    long suspensions = outcome.figure("suspensions");
    return suspensions >= floor
        ? outcome
        : new TortureOutcome(
            outcome.program(),
            outcome.settings(),
            "only " + suspensions + " forced suspensions, fewer than " + floor,
            outcome.figures(),
            outcome.seconds(),
            outcome.plainSeconds(),
            outcome.command());
  }

  private static Map<String, String> figures(Path folder) throws IOException {
    Map<String, String> figures = new HashMap<>();
    Path file = folder.resolve(RunResult.FIGURES);
    if (Files.exists(file)) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      properties.stringPropertyNames().forEach(n -> figures.put(n, properties.getProperty(n)));
    }
    return figures;
  }

  // ---- child processes

  private List<String> command(List<String> agentFlags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(agentFlags);
    command.addAll(program.flags());
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath));
    command.add(program.mainClass());
    command.addAll(program.arguments());
    return command;
  }

  private RunResult run(String name, List<String> command)
      throws IOException, InterruptedException {
    Path folder = work.resolve(name);
    delete(folder);
    Files.createDirectories(folder);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(folder.resolve(RunResult.OUT).toFile())
            .redirectError(folder.resolve(RunResult.ERR).toFile())
            .start();
    boolean ended = process.waitFor(mostSeconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new RunResult(ended ? process.exitValue() : TIMED_OUT, folder, seconds);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(TortureRun::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(List<String> command) {
    StringBuilder text = new StringBuilder();
    for (String word : command) {
      boolean plain = word.matches("[\\w./:=,+-]+");
      text.append(text.length() == 0 ? "" : " ").append(plain ? word : "'" + word + "'");
    }
    return text.toString();
  }
}
