package dev.coro.transform.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compilers besides javac, each run in a JVM of its own with the jars that the build has fetched.
 */
public enum OtherCompiler {
  ECJ("org.eclipse.jdt.internal.compiler.batch.Main", "-17 -g -nowarn -proc:none"),
  KOTLIN("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "-jvm-target 17 -no-stdlib -nowarn"),
  SCALA("dotty.tools.dotc.Main", "-release 17 -nowarn -color:never"),
  GROOVY("org.codehaus.groovy.tools.FileSystemCompiler", "");

  private static final long LIMIT_SECONDS = 120;

  private final String mainClass;
  private final String options;

  OtherCompiler(String mainClass, String options) {
    this.mainClass = mainClass;
    this.options = options;
  }

  /** Compiles source files; the class files go to the folder and are returned by class name. */
  public Map<String, byte[]> compile(List<Path> sources, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", join(jars()), mainClass));
    Stream.of(options.split(" ")).filter(option -> !option.isEmpty()).forEach(command::add);
    command.addAll(List.of("-d", folder.toString(), "-classpath", classPath()));
    sources.forEach(source -> command.add(source.toString()));
    Path output = folder.resolve("output.txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(this + " failed: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return SourceCompiler.classFiles(folder);
  }

  /** A loader of the language's library, over the classes of the tests. */
  public ClassLoader library() {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars()) {
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return new URLClassLoader(urls.toArray(new URL[0]), OtherCompiler.class.getClassLoader());
  }

  private String classPath() {
    return System.getProperty("java.class.path") + File.pathSeparator + join(jars());
  }

  /** The jars of the compiler, which has the language's library in it. */
  public List<Path> jars() {
    Path folder = Path.of("target", "compilers", name().toLowerCase(java.util.Locale.ROOT));
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toAbsolutePath).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String join(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }
}
