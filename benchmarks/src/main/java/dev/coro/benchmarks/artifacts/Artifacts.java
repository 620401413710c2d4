package dev.coro.benchmarks.artifacts;

import dev.coro.benchmarks.cli.CliCode;
import dev.coro.benchmarks.cli.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Jars by their coordinates, fetched by Maven into a folder and kept there. */
public final class Artifacts {
  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";
  private static final int MOST_MINUTES = 10;

  private final Path folder;

  /** Keeps jars in the folder, which is made when it is needed. */
  public Artifacts(Path folder) {
    this.folder = folder;
  }

  /**
   * The jar with these coordinates.
   *
   * @param coordinates {@code group:artifact:version[:type[:classifier]]}
   * @throws CliException if Maven does not get it
   */
  public Path jar(String coordinates) throws IOException, InterruptedException {
    String[] parts = coordinates.split(":", -1);
    String type = parts.length > 3 ? parts[3] : "jar";
    String classifier = parts.length > 4 ? "-" + parts[4] : "";
    Path jar = folder.resolve(parts[1] + "-" + parts[2] + classifier + "." + type);
    if (!Files.exists(jar)) {
      Files.createDirectories(folder);
      fetch(coordinates);
      if (!Files.exists(jar)) {
        throw failed(coordinates, "Maven did not write " + jar);
      }
    }
    return jar;
  }

  private void fetch(String coordinates) throws IOException, InterruptedException {
    Path log = folder.resolve("maven.log");
    Process maven;
    try {
      maven =
          new ProcessBuilder(
                  "mvn",
                  "-q",
                  "-B",
                  COPY,
                  "-Dartifact=" + coordinates,
                  "-DoutputDirectory=" + folder.toAbsolutePath(),
                  "-Dmdep.useBaseVersion=true")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw failed(coordinates, "Maven (mvn) is not on the PATH");
    }
    if (!maven.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      maven.destroyForcibly();
      throw failed(coordinates, "Maven took more than " + MOST_MINUTES + " minutes");
    } else if (maven.exitValue() != 0) {
      throw failed(coordinates, "Maven failed, see " + log);
    }
  }

  private static CliException failed(String coordinates, String why) {
    return new CliException(
        CliCode.ARTIFACT,
        "Program missing, "
            + coordinates
            + " from Maven Central: "
            + why
            + ". Check the network and Maven's settings.");
  }

  /** Writes the files of a jar into {@code target}, unless that exists. */
  public static void unpack(Path jar, Path target) throws IOException {
    if (Files.exists(target)) {
      return;
    }
    try (InputStream file = Files.newInputStream(jar);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !path.startsWith(target)) {
          continue;
        }
        Files.createDirectories(path.getParent());
        Files.copy(zip, path);
      }
    }
  }
}
