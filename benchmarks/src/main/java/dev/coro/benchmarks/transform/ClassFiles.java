package dev.coro.benchmarks.transform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the class files of the running JDK, of jars and of folders, without loading any class. */
public final class ClassFiles {
  private static final String SUFFIX = ".class";

  private ClassFiles() {}

  /**
   * All class files of the JDK that runs this, by internal name in order.
   *
   * @param modules names of modules; empty for all
   */
  public static Map<String, byte[]> ofJdk(List<String> modules) throws IOException {
    Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> all = Files.list(root)) {
      for (Path module : all.toList()) {
        if (modules.isEmpty() || modules.contains(module.getFileName().toString())) {
          add(module, found);
        }
      }
    }
    return Collections.unmodifiableMap(found);
  }

  /** All class files in a jar or folder, by internal name in order; not those of other versions. */
  public static Map<String, byte[]> of(Path jarOrFolder) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    if (Files.isDirectory(jarOrFolder)) {
      add(jarOrFolder, found);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(jarOrFolder)) {
        add(jar.getPath("/"), found);
      }
    }
    return Collections.unmodifiableMap(found);
  }

  private static void add(Path root, Map<String, byte[]> found) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
          found.put(name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(file));
        }
      }
    }
  }
}
