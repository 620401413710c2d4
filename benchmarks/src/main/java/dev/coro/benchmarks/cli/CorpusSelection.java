package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.corpus.CorpusInput;
import dev.coro.benchmarks.corpus.CorpusPart;
import dev.coro.benchmarks.corpus.CorpusParts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * What a user has chosen to be judged.
 *
 * @param command its name, for messages
 * @param names jars, folders, or names of ours; empty for the default
 * @param classPath what the jars refer to
 * @param modules of the JDK; empty for all
 * @param noJdk whether the JDK is left out
 */
record CorpusSelection(
    String command, List<String> names, String classPath, List<String> modules, boolean noJdk) {
  static final String JDK = "jdk";

  /** Something to judge, which may have to be fetched first. */
  @FunctionalInterface
  interface Source {
    /** Fetches it. */
    CorpusInput get() throws IOException, InterruptedException;
  }

  /**
   * Everything to judge. What may be mistyped is looked at before anything is fetched.
   *
   * @param folder where fetched jars are kept
   */
  List<Source> inputs(Path folder) {
    modules.forEach(this::requireModule);
    List<Path> dependencies = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        dependencies.add(readable("Class path entry", entry));
      }
    }
    List<Path> jars = new ArrayList<>();
    for (String name : names) {
      if (part(name).isEmpty() && !name.equals(JDK)) {
        jars.add(readable("Jar", name));
      }
    }
    List<Source> inputs = new ArrayList<>();
    if (withJdk()) {
      inputs.add(() -> CorpusInput.ofJdk(modules));
    }
    for (Path jar : jars) {
      List<Path> others = new ArrayList<>(jars);
      others.remove(jar);
      others.addAll(dependencies);
      String name = String.valueOf(jar.getFileName());
      inputs.add(() -> CorpusInput.ofJars(name, List.of(jar), others));
    }
    for (CorpusPart part : parts()) {
      inputs.add(() -> part.fetch(folder));
    }
    return inputs;
  }

  private boolean withJdk() {
    boolean named = names.contains(JDK) || !modules.isEmpty();
    return !noJdk && (named || names.isEmpty());
  }

  /** With modules alone, these are what is meant. */
  private List<CorpusPart> parts() {
    return names.isEmpty()
        ? modules.isEmpty() ? CorpusParts.all() : List.of()
        : names.stream().map(CorpusSelection::part).flatMap(Optional::stream).toList();
  }

  private static Optional<CorpusPart> part(String name) {
    return CorpusParts.all().stream().filter(part -> part.name().equals(name)).findFirst();
  }

  private void requireModule(String name) {
    if (!Files.isDirectory(Path.of(java.net.URI.create("jrt:/" + name)))) {
      throw new CliException(
          CliCode.FILE,
          "Module missing, "
              + name
              + " in "
              + command
              + ": this JDK has none of that name. Run java --list-modules to see those it has.");
    }
  }

  private Path readable(String what, String name) {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new CliException(
          CliCode.FILE,
          what
              + " missing, "
              + name
              + " in "
              + command
              + ": no such file, nor a name that --list tells. Check the name; it is relative to"
              + " the current folder.");
    }
    if (Files.isRegularFile(path)) {
      try (ZipFile jar = new ZipFile(path.toFile())) {
        if (jar.size() == 0) {
          throw broken(what, name, "it is empty");
        }
      } catch (IOException e) {
        throw broken(what, name, String.valueOf(e.getMessage()));
      }
    }
    return path;
  }

  private CliException broken(String what, String name, String why) {
    return new CliException(
        CliCode.FILE,
        what
            + " unreadable, "
            + name
            + " in "
            + command
            + ": it is no jar ("
            + why
            + "). Name a jar or a folder of classes.");
  }
}
