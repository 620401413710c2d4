package dev.coro.living;

import dev.coro.agent.Premain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own, for programs that run with other agents or with other options than the tests.
 */
final class ChildJvm {
  /** No program of the tests takes longer; one that does is stuck. */
  private static final int MOST_SECONDS = 120;

  private final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
  private final List<Path> classPath = new ArrayList<>(List.of(coroJar()));

  /** What a program has said, and its exit status. */
  record Result(int status, List<String> out, String err) {
    /** The lines of standard output, of a program that has ended well and reported no error. */
    List<String> lines() {
      if (status != 0) {
        throw new AssertionError("status " + status + "\n" + out + "\n" + err);
      }
      return out;
    }
  }

  /** Adds an option. */
  ChildJvm with(String option) {
    options.add(option);
    return this;
  }

  /** Adds coro's agent, with options that begin with {@code =} or none. */
  ChildJvm withCoro(String agentOptions) {
    return with("-javaagent:" + coroJar() + agentOptions);
  }

  /** Adds another agent. */
  ChildJvm withAgent(Path jar, String agentOptions) {
    return with("-javaagent:" + jar + agentOptions);
  }

  /** Adds a jar or a folder to the class path, which has coro's jar already. */
  ChildJvm on(Path... entries) {
    classPath.addAll(List.of(entries));
    return this;
  }

  /** Runs a main class until it ends. */
  Result run(String mainClass, String... arguments) {
    return run(List.of(mainClass), arguments);
  }

  /** Runs the main class of a module, named {@code module/class}, until it ends. */
  Result runModule(String mainClass, String... arguments) {
    return run(List.of("-m", mainClass), arguments);
  }

  private Result run(List<String> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.addAll(main);
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("child", ".out");
      Path err = Files.createTempFile("child", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end: " + command + "\n" + Files.readString(err));
      }
      Result result =
          new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted: " + command, e);
    }
  }

  /** The jar under test. */
  static Path coroJar() {
    try {
      return Path.of(Premain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A jar that the build has put aside for child JVMs. */
  static Path otherJar(String name) {
    Path jar = coroJar().resolveSibling("other-agents").resolve(name + ".jar");
    if (!Files.exists(jar)) {
      throw new AssertionError(jar + " is missing: build with mvn, which copies it");
    }
    return jar;
  }

  /** The folder of the test classes. */
  static Path testClasses() {
    try {
      return Path.of(ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All class files below a folder. */
  static List<Path> classFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
