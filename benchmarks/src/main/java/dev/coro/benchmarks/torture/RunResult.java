package dev.coro.benchmarks.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a program has left behind: its exit status, what it wrote to standard output and all files
 * of its folder.
 *
 * @param status exit status
 * @param folder where it ran
 */
record RunResult(int status, Path folder, double seconds) {
  static final String OUT = "stdout.txt";
  static final String ERR = "stderr.txt";
  static final String FIGURES = "figures.txt";

  /** Traces show the driver of the continuation below {@code main}, so they are not compared. */
  private static final Pattern TRACE =
      Pattern.compile("(?m)^\\s+(at [\\w.$/@<>-]+\\(.*\\)|\\.\\.\\. \\d+ more)\\R");

  /** How {@code other} differs from this; empty if it does not. */
  String difference(RunResult other) throws IOException {
    if (status != other.status) {
      return "exit status " + other.status + " instead of " + status;
    }
    Map<String, Path> files = files();
    Map<String, Path> otherFiles = other.files();
    if (!files.keySet().equals(otherFiles.keySet())) {
      return "files " + otherFiles.keySet() + " instead of " + files.keySet();
    }
    for (var entry : files.entrySet()) {
      Path file = entry.getValue();
      Path otherFile = Objects.requireNonNull(otherFiles.get(entry.getKey()));
      boolean same =
          entry.getKey().equals(OUT)
              ? text(file).equals(text(otherFile))
              : Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(otherFile));
      if (!same) {
        return otherFile + " differs from " + file;
      }
    }
    return "";
  }

  private static String text(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return TRACE.matcher(text).replaceAll("");
  }

  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString(), file));
    }
    files.remove(ERR);
    files.remove(FIGURES);
    return files;
  }
}
