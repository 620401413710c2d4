package dev.coro.benchmarks.corpus;

import dev.coro.benchmarks.artifacts.Artifacts;
import dev.coro.benchmarks.artifacts.Obfuscation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Jars of others from Maven Central.
 *
 * @param name what the command line calls it
 * @param about what it is, in a few words
 * @param artifacts coordinates of the jars whose classes are judged, {@code
 *     group:artifact:version[:type[:classifier]]}
 * @param dependencies coordinates of jars that those refer to
 * @param obfuscated whether the jars are obfuscated first
 */
public record CorpusPart(
    String name,
    String about,
    List<String> artifacts,
    List<String> dependencies,
    boolean obfuscated) {
  /** All classes in one package, but for what others call of Rhino. */
  private static final List<String> REPACKAGED =
      List.of(
          "-repackageclasses",
          "''",
          "-keep",
          "public class org.mozilla.javascript.* { public *; }");

  /** Copies the lists. */
  public CorpusPart {
    artifacts = List.copyOf(artifacts);
    dependencies = List.copyOf(dependencies);
  }

  static CorpusPart of(String name, String about, String... artifacts) {
    return new CorpusPart(name, about, List.of(artifacts), List.of(), false);
  }

  CorpusPart with(String... more) {
    return new CorpusPart(name, about, artifacts, List.of(more), obfuscated);
  }

  CorpusPart obfuscate() {
    return new CorpusPart(name, about, artifacts, dependencies, true);
  }

  /**
   * Fetches the jars.
   *
   * @param folder where they are kept
   */
  public CorpusInput fetch(Path folder) throws IOException, InterruptedException {
    Artifacts central = new Artifacts(folder);
    List<Path> classPath = jars(dependencies, central);
    List<Path> jars = new ArrayList<>();
    for (Path jar : jars(artifacts, central)) {
      jars.add(
          obfuscated
              ? new Obfuscation(central, folder).obfuscate(jar, classPath, REPACKAGED)
              : jar);
    }
    return CorpusInput.ofJars(name, jars, classPath);
  }

  private static List<Path> jars(List<String> coordinates, Artifacts central)
      throws IOException, InterruptedException {
    List<Path> jars = new ArrayList<>();
    for (String one : coordinates) {
      jars.add(central.jar(one));
    }
    return jars;
  }
}
