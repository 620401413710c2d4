package dev.coro.benchmarks.artifacts;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The classes of a module of this JDK in the form in which tools take libraries: the JDK's own file
 * if it has one, else (JDKs without {@code jmods}, see JEP 493) a jar made from the running image.
 */
final class JdkLibrary {
  /**
   * Of JDK 17. Tools that only look at names and types refuse newer ones for their number alone.
   */
  private static final int VERSION = 61;

  private JdkLibrary() {}

  static Path of(String module, Path folder) throws IOException {
    Path own = Path.of(System.getProperty("java.home"), "jmods", module + ".jmod");
    Path made = folder.resolve(module + ".jar");
    if (Files.exists(own)) {
      return own;
    } else if (!Files.exists(made)) {
      Path unfinished = folder.resolve(module + ".unfinished");
      write(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module), unfinished);
      Files.move(unfinished, made, StandardCopyOption.REPLACE_EXISTING);
    }
    return made;
  }

  private static void write(Path module, Path target) throws IOException {
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> paths = Files.walk(module)) {
      for (Path path : paths.filter(one -> one.toString().endsWith(".class")).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(path);
        int version = (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
        bytes[7] = (byte) Math.min(version, VERSION);
        jar.putNextEntry(new JarEntry(module.relativize(path).toString()));
        jar.write(bytes);
        jar.closeEntry();
      }
    }
  }
}
