package dev.coro.benchmarks.experiment;

import dev.coro.benchmarks.compare.Jvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Where experiments are made: starts the JVMs in which something is measured.
 *
 * @param jvm how
 * @param quick whether a rough answer is enough: all experiments together in two minutes
 * @param settings what some experiments need
 */
public record Lab(Jvm jvm, boolean quick, LabSettings settings) {
  private static final List<String> QUIET =
      List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-XX:-UsePerfData");

  /** With the usual settings. */
  public Lab(Jvm jvm, boolean quick) {
    this(jvm, quick, LabSettings.usual());
  }

  /** One whose JVMs have more jars on their class path. */
  public Lab withJars(List<Path> jars) {
    StringBuilder path = new StringBuilder(jvm.classPath());
    for (Path jar : jars) {
      path.append(File.pathSeparatorChar).append(jar);
    }
    return new Lab(new Jvm(jvm.java(), jvm.agent(), path.toString()), quick, settings);
  }

  /**
   * How a program has ended.
   *
   * @param status its exit status; above 128 a signal
   * @param out what it has printed
   * @param err what it has complained
   * @param inTime whether it ended by itself
   */
  public record Outcome(int status, String out, String err, boolean inTime) {
    /** What it has printed, if it ended well. */
    public String checked() throws IOException {
      if (status != 0 || !inTime) {
        throw new IOException(
            "a measuring JVM ended with status "
                + status
                + (inTime ? "" : ", killed")
                + ": "
                + err);
      }
      return out;
    }
  }

  /**
   * Starts a JVM with a class of this program, under the agent, to which one speaks line by line.
   *
   * @param limit when it is killed
   */
  public LabProcess start(Duration limit, List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(QUIET);
    all.addAll(flags);
    return new LabProcess(jvm.command("", all, main.getName(), List.of(arguments)), limit);
  }

  /** Runs the main method of a class of this program, under the agent. */
  public Outcome run(Duration limit, List<String> flags, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(limit, command("", flags, main, arguments));
  }

  /** The command line of a main method of this program under the agent. */
  public List<String> command(
      String agentOptions, List<String> flags, Class<?> main, String... arguments) {
    List<String> all = new ArrayList<>(QUIET);
    all.addAll(flags);
    return jvm.command(agentOptions, all, main.getName(), List.of(arguments));
  }

  /** As {@link #run(Duration, List, Class, String...)}, but without the agent. */
  public Outcome runWithoutAgent(
      Duration limit, List<String> flags, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(QUIET);
    all.addAll(flags);
    return run(limit, jvm.commandWithoutAgent(all, main.getName(), arguments));
  }

  /** Runs a program. */
  public Outcome run(Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    CompletableFuture<String> out = text(process.getInputStream());
    CompletableFuture<String> err = text(process.getErrorStream());
    boolean inTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (!inTime) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Outcome(process.waitFor(), out.join(), err.join(), inTime);
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            return "";
          }
        },
        task -> new Thread(task, "lab").start());
  }
}
