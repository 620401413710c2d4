package dev.coro.benchmarks.corpus;

import java.nio.file.Path;
import java.util.List;

/**
 * One row of the report: classes that are transformed and judged together.
 *
 * @param name how the report calls it
 * @param jdk whether these are classes of the running JDK
 * @param modules which modules of the JDK; empty for all
 * @param jars jars or folders whose classes are judged
 * @param classPath jars or folders with classes that those refer to
 */
public record CorpusInput(
    String name, boolean jdk, List<String> modules, List<Path> jars, List<Path> classPath) {

  /** Copies the lists. */
  public CorpusInput {
    modules = List.copyOf(modules);
    jars = List.copyOf(jars);
    classPath = List.copyOf(classPath);
  }

  /** Modules of the running JDK; all if none is named. */
  public static CorpusInput ofJdk(List<String> modules) {
    String name = modules.isEmpty() ? "jdk" : "jdk: " + String.join(" ", modules);
    return new CorpusInput(name, true, modules, List.of(), List.of());
  }

  /** Jars or folders of a user. */
  public static CorpusInput ofJars(String name, List<Path> jars, List<Path> classPath) {
    return new CorpusInput(name, false, List.of(), jars, classPath);
  }
}
