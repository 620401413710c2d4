package dev.coro.benchmarks.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program of one source file, compiled into a temporary folder. Java's own way to run a source
 * file keeps the classes in memory, in a loader that agents do not reliably see.
 */
final class SourceProgram implements AutoCloseable {
  private final Path classes;
  private final String mainClass;

  private SourceProgram(Path classes, String mainClass) {
    this.classes = classes;
    this.mainClass = mainClass;
  }

  /** Compiles the file; the compiler's messages go to standard error. */
  static SourceProgram compile(Path source, Path agent, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw failure(source, "this Java has no compiler. Install a JDK instead of a JRE.");
    }
    Path classes = Files.createTempDirectory("coro-run");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      String path = join(classPath, agent.toString());
      List<String> options = List.of("-g", "-proc:none", "-cp", path, "-d", classes.toString());
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, options, null, files.getJavaFileObjects(source.toFile()));
      String mainClass = mainClass(task, source);
      Iterable<? extends JavaFileObject> written = task.generate();
      if (!written.iterator().hasNext()) {
        throw failure(source, "the compiler found errors. Correct them; they are listed above.");
      }
      return new SourceProgram(classes, mainClass);
    } catch (CliException e) {
      delete(classes);
      throw e;
    }
  }

  private static String mainClass(JavacTask task, Path source) throws IOException {
    for (CompilationUnitTree unit : task.parse()) {
      for (var declaration : unit.getTypeDecls()) {
        if (declaration instanceof ClassTree type) {
          String name = type.getSimpleName().toString();
          return unit.getPackageName() == null ? name : unit.getPackageName() + "." + name;
        }
      }
    }
    throw failure(source, "it declares no type. Name a file with a class that has a main method.");
  }

  private static CliException failure(Path source, String why) {
    return new CliException(
        CliCode.COMPILATION, "Program cannot be compiled, " + source + ": " + why);
  }

  /** Returns the name of the first type of the file. */
  String mainClass() {
    return mainClass;
  }

  /** Returns the given class path with this program's classes before it. */
  String classPath(String rest) {
    return join(classes.toString(), rest);
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty()
        ? first + second
        : first + File.pathSeparator + second;
  }

  @Override
  public void close() throws IOException {
    delete(classes);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
