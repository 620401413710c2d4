package dev.coro.living;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles programs for child JVMs. */
final class Sources {
  private Sources() {}

  /** Compiles a program that lies among the test resources. */
  static void compileResource(String name, Path target, Path... classPath) {
    compile(resource(name), target, List.of(), classPath);
  }

  /** Compiles a program that lies among the test resources with options of the compiler. */
  static void compileResource(String name, Path target, List<String> options) {
    compile(resource(name), target, options);
  }

  private static Path resource(String name) {
    return ChildJvm.testClasses().resolve("living").resolve(name);
  }

  /** Compiles a class in no package from its text. */
  static void compileText(String simpleName, String text, Path target) {
    try {
      Files.createDirectories(target);
      Path source = target.resolve(simpleName + ".java");
      Files.writeString(source, text);
      compile(source, target, List.of(), ChildJvm.testClasses());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles files with options of the compiler. */
  static void compileFiles(Path target, List<String> options, Path... sources) {
    compile(List.of(sources), target, options);
  }

  private static void compile(
      Path source, Path target, List<String> moreOptions, Path... classPath) {
    compile(List.of(source), target, moreOptions, classPath);
  }

  private static void compile(
      List<Path> sources, Path target, List<String> moreOptions, Path... classPath) {
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", target + ""));
    options.addAll(moreOptions);
    options.add("-cp");
    options.add(
        Stream.concat(Stream.of(ChildJvm.coroJar()), Arrays.stream(classPath))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    StringWriter complaints = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(complaints, files, null, options, null, units).call()) {
        throw new IllegalArgumentException(complaints.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the jar of an agent whose classes are on the class path. */
  static Path agentJar(Path jar, String premainClass) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", premainClass);
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Can-Redefine-Classes", "true");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }
}
